import type { Actor } from "@/lib/access/callers/actor";
import { downloadName } from "@/lib/files/download-name";
import { FRAMES_PER_SECOND, OUTPUT_PIXELS } from "@/lib/models/catalog";
import { type Db, db } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { pictureFrames } from "@/lib/shared/timecode";
import { contentSchema, type SequenceContent } from "./schema";
import type { MissingClip, Timeline, TimelineItem } from "./timeline";

const clipSelect = {
  ...{
    id: true,
    projectId: true,
    prompt: true,
    name: true,
    resolution: true,
    actualDuration: true,
    durationSeconds: true,
    deletedAt: true,
  },
  project: { select: { name: true, deletedAt: true } },
  files: { where: { variant: "video" }, select: { mime: true, durationMs: true, damagedAt: true, trashedAt: true } },
} as const satisfies Prisma.GenerationSelect;
type ClipRow = Prisma.GenerationGetPayload<{ select: typeof clipSelect }>;

const sequenceInclude = {
  items: { orderBy: { position: "asc" }, include: { generation: { select: clipSelect } } },
} as const satisfies Prisma.SequenceInclude;
type SequenceRow = Prisma.SequenceGetPayload<{ include: typeof sequenceInclude }>;
type ItemRow = SequenceRow["items"][number];

/** A sequence of the team with all that is known of its clips. @throws AppError not-found, also where its project was deleted */
async function findRow(tx: Db, teamId: string, id: string): Promise<SequenceRow> {
  const row = await tx.sequence.findFirst({ where: { id, teamId, project: { deletedAt: null } }, include: sequenceInclude });
  if (!row) throw new AppError("not-found");
  return row;
}

/** A stored sequence as one film, with what became of its clips. @throws AppError not-found */
export async function readTimeline(reader: Pick<Actor, "teamId" | "hidden">, id: string, tx: Db = db): Promise<Timeline> {
  const row = await findRow(tx, reader.teamId, id);
  const { ratio, resolution } = contentOf(row);
  const [width, height] = OUTPUT_PIXELS[resolution][ratio];
  return { name: row.name, framesPerSecond: FRAMES_PER_SECOND, width, height, items: row.items.map((item) => toItem(reader, item)) };
}

/** Frames that can be shown of a clip's file; 0 without one. */
export const framesOf = (
  { actualDuration, durationSeconds }: Pick<ClipRow, "actualDuration" | "durationSeconds">,
  file: { durationMs: number | null } | undefined,
): number => pictureFrames(file?.durationMs ?? 0, actualDuration ?? durationSeconds, FRAMES_PER_SECOND);

function toItem(reader: Pick<Actor, "hidden">, { id, inFrame, outFrame, transitionFrames, title, generation }: ItemRow): TimelineItem {
  const placed = { id, inFrame, outFrame, transitionFrames };
  if (!generation) return { ...placed, kind: "title", title: title ?? "" };
  // Of what is closed to whoever looks not even the name is told.
  if (reader.hidden.includes(generation.projectId))
    return { ...placed, kind: "clip", generationId: generation.id, sourceFrames: 0, fileName: "", missing: "closed" };
  const file = generation.files[0];
  return {
    ...{ ...placed, kind: "clip", generationId: generation.id, sourceFrames: framesOf(generation, file) },
    fileName: downloadName({
      ...{ generationId: generation.id, variant: "video", mime: file?.mime ?? "video/mp4" },
      ...{ projectName: generation.project.name, prompt: generation.prompt, resolution: generation.resolution },
      durationSeconds: generation.actualDuration ?? generation.durationSeconds,
    }),
    missing: whyMissing(generation),
  };
}

function whyMissing(clip: ClipRow): MissingClip | null {
  const { deletedAt, project } = clip;
  const [file] = clip.files;
  if (deletedAt !== null || project.deletedAt !== null) return "trashed";
  if (!file || file.trashedAt !== null || framesOf(clip, file) === 0) return "no-file";
  return file.damagedAt === null ? null : "damaged";
}

export interface StoredSequence {
  id: string;
  projectId: string;
  version: number;
  content: SequenceContent;
}

/** What people change of a sequence. @throws AppError not-found */
export async function readSequence({ teamId }: { teamId: string }, id: string, tx: Db = db): Promise<StoredSequence> {
  const row = await findRow(tx, teamId, id);
  return { id: row.id, projectId: row.projectId, version: row.version, content: contentOf(row) };
}

const contentOf = ({ name, ratio, resolution, fit, isLevelled, items }: SequenceRow): SequenceContent =>
  contentSchema.parse({
    ...{ name, ratio, resolution, fit, isLevelled },
    items: items.map(({ id, inFrame, outFrame, transitionFrames, title, generationId }) => ({
      ...{ id, inFrame, outFrame, transitionFrames },
      ...(generationId === null ? { kind: "title", title } : { kind: "clip", generationId }),
    })),
  });

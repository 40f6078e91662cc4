import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import type { File } from "@/lib/platform/db/generated/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { isMarkedForChina } from "@/lib/projects/label-policy";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { labelCopyJob } from "../jobs";
import { assertRoomForLabelled } from "../keeping/disk-room";

/** The labelled copies of these clips, by their ids; whoever has none yet, or a damaged one, is left out. */
export async function findLabelled(generationIds: readonly string[]): Promise<Map<string, File>> {
  const rows = await db.file.findMany({
    where: { generationId: { in: [...generationIds] }, variant: "labelled", damagedAt: null, trashedAt: null },
  });
  return new Map(rows.map((row) => [row.generationId!, row]));
}

/** Has labelled copies made of these clips, where they are not there yet. @returns of how many */
export async function ringForLabelled(generationIds: readonly string[]): Promise<number> {
  const made = await findLabelled(generationIds);
  const wanted = generationIds.filter((id) => !made.has(id));
  for (const generationId of wanted) await enqueue(labelCopyJob, { generationId }, { key: generationId });
  return wanted.length;
}

/**
 * Whether a clip can be downloaded as its project wants it; where not, what it takes is being made.
 * @throws AppError not-found; media-damaged and storage-full where waiting would be for nothing
 */
export async function prepareCopy({ teamId }: Actor, { id }: IdInput): Promise<{ isReady: boolean }> {
  const clip = await db.generation.findFirst({
    where: { id, teamId, deletedAt: null, status: "ready", project: { deletedAt: null } },
    include: { project: { select: { aiLabels: true } }, files: { where: { variant: "video" } } },
  });
  if (!clip) throw new AppError("not-found");
  if (!isMarkedForChina(clip.project.aiLabels) || (await findLabelled([id])).size > 0) return { isReady: true };
  if (clip.files[0]?.damagedAt !== null) throw new AppError("media-damaged");
  await assertRoomForLabelled(clip);
  await ringForLabelled([id]);
  return { isReady: false };
}

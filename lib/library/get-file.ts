import type { Actor } from "@/lib/access/callers/actor";
import { notHidden } from "@/lib/access/callers/in-sight";
import { toAssetView } from "@/lib/assets/view";
import { cutPrompt } from "@/lib/generations/view";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { readFileItems } from "./read-items";
import type { ElementUses, LibraryFile, UsingClip } from "./view";

/** More than anybody looks through. */
const MOST_USES = 24;

const CLIP = {
  ...{ id: true, projectId: true, prompt: true, name: true, deletedAt: true },
  project: { select: { slug: true, name: true, deletedAt: true } },
  files: { where: { variant: "poster" }, select: { id: true } },
} as const;

interface ClipRow {
  id: string;
  prompt: string;
  name: string | null;
  deletedAt: Date | null;
  project: { slug: string; name: string; deletedAt: Date | null };
  files: { id: string }[];
}

function toClip({ id, prompt, name, deletedAt, project, files }: ClipRow): UsingClip {
  const isTrashed = deletedAt !== null || project.deletedAt !== null;
  const { slug, name: projectName } = project;
  const hasPoster = !isTrashed && files.length > 0;
  return { id, prompt: cutPrompt(prompt), name, hasPoster, isTrashed, project: { slug, name: projectName } };
}

/** The clips that an element was used for in any of its versions, the newest first. @throws AppError not-found */
export async function getElementUses(actor: Actor, { id }: IdInput): Promise<ElementUses> {
  const { teamId } = actor;
  const used = { teamId, projectId: notHidden(actor), inputs: { some: { elementVersion: { elementId: id } } } };
  const [element, clips, uses] = await Promise.all([
    db.element.count({ where: { id, teamId } }),
    db.generation.findMany({ where: used, orderBy: { id: "desc" }, take: MOST_USES, select: CLIP }),
    db.generation.count({ where: used }),
  ]);
  if (element === 0) throw new AppError("not-found");
  return { usedIn: clips.map(toClip), uses };
}

/** One file with the clips that it was used for, the newest first, and the one that it comes from. @throws AppError not-found */
export async function getFile(actor: Actor, { id }: IdInput): Promise<LibraryFile> {
  const { teamId, userId } = actor;
  const [item] = await readFileItems(teamId, userId, [id]);
  if (!item) throw new AppError("not-found");
  const used = { teamId, projectId: notHidden(actor), inputs: { some: { assetId: id } } };
  const [row, clips, uses] = await Promise.all([
    db.asset.findUniqueOrThrow({ where: { id }, include: { fromGeneration: { select: CLIP } } }),
    db.generation.findMany({ where: used, orderBy: { id: "desc" }, take: MOST_USES, select: CLIP }),
    db.generation.count({ where: used }),
  ]);
  const from = row.fromGeneration && !actor.hidden.includes(row.fromGeneration.projectId) ? row.fromGeneration : null;
  return {
    item,
    asset: toAssetView(row),
    usedIn: clips.map(toClip),
    uses,
    madeFrom: from && { clip: toClip(from), frame: row.fromFrame },
  };
}

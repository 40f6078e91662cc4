import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import type { File } from "@/lib/platform/db/generated/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { isMarkedForChina } from "@/lib/projects/label-policy";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { makePicturesJob } from "../jobs";

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
  for (const generationId of wanted) await enqueue(makePicturesJob, { generationId }, { key: generationId });
  return wanted.length;
}

/** Whether a clip can be downloaded as its project wants it; where not, what it takes is being made. @throws AppError not-found */
export async function prepareCopy({ teamId }: Actor, { id }: IdInput): Promise<{ isReady: boolean }> {
  const clip = await db.generation.findFirst({
    where: { id, teamId, deletedAt: null, status: "ready", project: { deletedAt: null } },
    select: { project: { select: { aiLabels: true } } },
  });
  if (!clip) throw new AppError("not-found");
  return { isReady: !isMarkedForChina(clip.project.aiLabels) || (await ringForLabelled([id])) === 0 };
}

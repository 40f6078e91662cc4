import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { isMarkedForChina } from "@/lib/projects/label-policy";
import { ringForLabelled } from "../copies/labelled-copy";
import { readBundle } from "./read-bundle";
import type { BundleInput, BundleView } from "./schema";
import { assertSlot } from "./slots";

/** Long enough to press once more when the first download broke off. */
const LIVES_MS = 60 * 60_000;

/**
 * Writes down what is to be downloaded, and answers under which id: hundreds of ids fit into no address.
 * @throws AppError not-found, nothing-to-download, copies-preparing, download-running, too-many-downloads
 */
export async function prepareBundle({ teamId, userId }: Actor, input: BundleInput): Promise<BundleView> {
  if (!input.alone) assertSlot(userId);
  const clips = await readBundle(teamId, input.ids);
  if (clips.length < input.ids.length) throw new AppError("not-found");
  const files = clips.flatMap((clip) => clip.files);
  if (files.length === 0) throw new AppError("nothing-to-download");
  if (!input.alone) {
    // Of what is damaged itself no copy can be made: the ZIP says that it is missing, and the rest does not wait for it.
    const marked = clips.filter(({ project, files: [file] }) => file?.damagedAt === null && isMarkedForChina(project.aiLabels));
    const count = await ringForLabelled(marked.map(({ id }) => id));
    if (count > 0) throw new AppError("copies-preparing", { values: { count } });
  }
  const id = await keepDownload({ teamId, userId }, input);
  return { id, count: files.length, bytes: files.reduce((sum, { bytes }) => sum + Number(bytes ?? 0), 0) };
}

/** Writes down what a download holds, and forgets this person's old ones. @returns its id */
export async function keepDownload({ teamId, userId }: Pick<Actor, "teamId" | "userId">, body: Prisma.InputJsonObject): Promise<string> {
  await db.download.deleteMany({ where: { userId, createdAt: { lt: new Date(Date.now() - LIVES_MS) } } });
  return (await db.download.create({ data: { id: newId(), teamId, userId, body } })).id;
}

/** A prepared one, for the door that asks who may have it. */
export const selectBundle = (id: string): Prisma.Sql => Prisma.sql`
  SELECT team_id AS "teamId", body FROM downloads
  WHERE id = ${id}::uuid AND created_at > ${new Date(Date.now() - LIVES_MS)}`;

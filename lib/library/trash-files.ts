import type { Actor } from "@/lib/access/callers/actor";
import { filesInSight } from "@/lib/access/callers/in-sight";
import { recordAccess } from "@/lib/access/record-access";
import { letGoOfAssetFiles } from "@/lib/files/trash";
import type { IdsInput } from "@/lib/generations/marks/schema";
import { isFinal, STATUSES } from "@/lib/generations/lifecycle";
import { db, withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { goneAt, trashBegan } from "@/lib/shared/trash-days";
import { lockFiles, type LockedFile } from "./lock-files";
import { tellOfFiles } from "./mark-files";
import { canTrash } from "./policy";
import type { TrashedFile } from "./view";

/** More than anybody looks through; what is older shows when the newer has gone. */
const MOST = 200;

/**
 * Takes files out of the library: all of these, or none. Whoever has one in the composer goes on with it, and clips keep what they were
 * made from. What somebody else was faster with is out already.
 * @returns the ids of what this took out, for the undo. @throws AppError not-found, not-allowed
 */
export const trashFiles = (actor: Actor, { ids }: IdsInput): Promise<{ ids: string[] }> =>
  change(actor, ids, new Date(), (files) => files.filter(({ deletedAt }) => deletedAt === null));

/** Brings files back to where they were. @throws AppError not-found where its time is over, not-allowed */
export const restoreFiles = (actor: Actor, { ids }: IdsInput): Promise<{ ids: string[] }> =>
  change(actor, ids, null, (files) => {
    const began = trashBegan();
    if (files.some(({ deletedAt }) => deletedAt !== null && deletedAt <= began)) throw new AppError("not-found");
    return files.filter(({ deletedAt }) => deletedAt !== null);
  });

/**
 * Ends the time in the trash. The bytes go with the next sweep, as far as no clip that is there, or can be brought back, was made from them.
 * @throws AppError not-found, not-allowed, file-in-use while a clip that is not over needs it
 */
export async function purgeFile(actor: Actor, { id }: IdInput): Promise<{ purged: true }> {
  await withTransaction(async (tx) => {
    const files = await lockFiles(tx, actor, [id]);
    const began = trashBegan();
    if (files.some(({ deletedAt }) => deletedAt === null || deletedAt <= began)) throw new AppError("not-found");
    if (files.some(({ createdById }) => !canTrash(actor, createdById))) throw new AppError("not-allowed");
    const waiting = await tx.generationInput.count({
      where: { assetId: id, generation: { status: { notIn: STATUSES.filter(isFinal) } } },
    });
    if (waiting > 0) throw new AppError("file-in-use");
    const { name: subject } = await tx.asset.update({ where: { id }, data: { deletedAt: began }, select: { name: true } });
    await letGoOfAssetFiles(tx);
    await recordAccess("filePurged", { userId: null, byId: actor.userId, teamId: actor.teamId, subject }, tx);
    await tellOfFiles(tx, actor, [id]);
  });
  return { purged: true };
}

async function change(
  actor: Actor,
  ids: readonly string[],
  deletedAt: Date | null,
  pick: (files: readonly LockedFile[]) => LockedFile[],
): Promise<{ ids: string[] }> {
  return withTransaction(async (tx) => {
    const files = pick(await lockFiles(tx, actor, ids));
    if (files.some(({ createdById }) => !canTrash(actor, createdById))) throw new AppError("not-allowed");
    const changed = files.map(({ id }) => id);
    const where = { id: { in: changed } };
    const [first] = await tx.asset.updateManyAndReturn({ where, data: { deletedAt }, select: { name: true } });
    if (first) {
      const told = { userId: null, byId: actor.userId, teamId: actor.teamId, subject: first.name, detail: { count: changed.length } };
      await recordAccess(deletedAt ? "filesDeleted" : "filesRestored", told, tx);
    }
    await tellOfFiles(tx, actor, changed);
    return { ids: changed };
  });
}

/** The files of a team that were thrown away in the last thirty days, the latest first. */
export async function listTrashedFiles(actor: Actor): Promise<TrashedFile[]> {
  const rows = await db.asset.findMany({
    where: { teamId: actor.teamId, status: "ready", deletedAt: { gt: trashBegan() } },
    orderBy: [{ deletedAt: "desc" }, { id: "desc" }],
    take: MOST,
    select: { id: true, kind: true, name: true, deletedAt: true, createdById: true, createdBy: { select: { name: true } } },
  });
  return (await filesInSight(actor, rows)).map(({ id, kind, name, deletedAt, createdById, createdBy }) => ({
    ...{ id, kind, name, author: createdBy.name },
    deletedAt: deletedAt!.toISOString(),
    goneAt: goneAt(deletedAt!),
    canRestore: canTrash(actor, createdById),
  }));
}

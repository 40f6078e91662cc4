import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { isGoneForGood, setTrashed } from "@/lib/files/trash";
import { trashBegan } from "@/lib/shared/trash-days";
import { db, withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { canDelete, canRestore } from "../policy";
import type { IdsInput } from "../marks/schema";
import { getGenerations } from "../queries";
import { refuseLocked } from "../review/lock";
import type { GenerationIdInput } from "../schema";
import { cutPrompt, type CardView } from "../view";
import { touchAll } from "@/lib/platform/events/touch";

/**
 * Takes generations that are over out of the gallery: all of these, or none. Rows and files stay, so that they can be brought back.
 * What somebody else was faster with is out already.
 * @returns what was deleted by this, for the undo. @throws AppError not-found where none of them ever was, not-allowed, clip-locked
 */
export async function deleteGenerations(actor: Actor, { ids }: IdsInput): Promise<CardView[]> {
  const views = await getGenerations(actor, ids);
  const known = await db.generation.count({ where: { id: { in: ids }, teamId: actor.teamId } });
  if (known === 0) throw new AppError("not-found");
  const deleted = await setDeleted(
    actor,
    views.map(({ id }) => id),
    canDelete,
    new Date(),
  );
  return views.filter(({ id }) => deleted.has(id));
}

/** Brings deleted generations back to their places; one that is there already is simply shown. @throws AppError not-found, not-allowed */
export async function restoreGenerations(actor: Actor, { ids }: IdsInput): Promise<CardView[]> {
  await setDeleted(actor, ids, (who, row) => row.deletedAt === null || canRestore(who, row), null);
  return getGenerations(actor, ids);
}

/**
 * Ends the time in the trash: what was deleted counts as deleted thirty days ago, so that nobody sees it there and its
 * files go with the next sweep. The row stays, because it says what was paid for. @throws AppError not-found, not-allowed
 */
export async function purgeGeneration(actor: Actor, { id }: GenerationIdInput): Promise<{ purged: true }> {
  await setDeleted(actor, [id], canRestore, trashBegan(), "purge");
  return { purged: true };
}

async function setDeleted(
  actor: Actor,
  ids: readonly string[],
  allowed: typeof canDelete,
  deletedAt: Date | null,
  event = deletedAt ? "delete" : "restore",
): Promise<ReadonlySet<string>> {
  return withTransaction(async (tx) => {
    const where = { id: { in: [...ids] }, teamId: actor.teamId };
    // Held, so that nobody locks one of them meanwhile.
    await tx.$queryRaw`SELECT 1 FROM generations WHERE id = ANY(${[...ids]}::uuid[]) AND team_id = ${actor.teamId}::uuid ORDER BY id FOR NO KEY UPDATE`;
    const found = await tx.generation.findMany({ where });
    if (found.length < ids.length) throw new AppError("not-found");
    const rows = event === "delete" ? found.filter((row) => row.deletedAt === null) : found;
    if (rows.some((row) => !allowed(actor, row))) throw new AppError("not-allowed");
    if (event === "delete") refuseLocked(rows);
    for (const row of rows) if (deletedAt === null && (await isGoneForGood(tx, row))) throw new AppError("not-found");
    const changed = rows.map(({ id }) => id);
    await tx.generation.updateMany({ where: { id: { in: changed } }, data: { deletedAt } });
    await setTrashed(tx, changed, deletedAt);
    await tx.generationEvent.createMany({
      data: rows.map(({ id, status }) => ({ generationId: id, event, fromStatus: status, toStatus: status, actorId: actor.userId })),
    });
    await touchAll(tx, actor.teamId, changed);
    if (rows[0]) {
      const kind = event === "delete" ? "clipsDeleted" : event === "purge" ? "clipPurged" : "clipsRestored";
      const subject = rows[0].name ?? cutPrompt(rows[0].prompt);
      await recordAccess(kind, { userId: null, byId: actor.userId, teamId: actor.teamId, subject, detail: { count: rows.length } }, tx);
    }
    return new Set(changed);
  });
}

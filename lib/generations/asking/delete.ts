import type { Actor } from "@/lib/access/callers/actor";
import { isGoneForGood, setTrashed } from "@/lib/files/trash";
import { TRASH_DAYS } from "@/lib/files/trash-days";
import { db, withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { canDelete, canRestore } from "../policy";
import { getGeneration } from "../queries";
import type { GenerationIdInput } from "../schema";
import type { CardView } from "../view";
import { touch } from "@/lib/platform/events/touch";

/**
 * Takes a generation that is over out of the gallery. Row and files stay, so that it can be brought back.
 * @returns what was deleted, for the undo. @throws AppError not-found, not-allowed
 */
export async function deleteGeneration(actor: Actor, { id }: GenerationIdInput): Promise<CardView> {
  const view = await getGeneration(actor, id);
  await setDeleted(actor, id, canDelete, new Date());
  return view;
}

/** Brings a deleted generation back to its place; one that is there already is simply shown. @throws AppError not-found, not-allowed */
export async function restoreGeneration(actor: Actor, { id }: GenerationIdInput): Promise<CardView> {
  await setDeleted(actor, id, (who, row) => row.deletedAt === null || canRestore(who, row), null);
  return getGeneration(actor, id);
}

/**
 * Ends the time in the trash: what was deleted counts as deleted thirty days ago, so that nobody sees it there and its
 * files go with the next sweep. The row stays, because it says what was paid for. @throws AppError not-found, not-allowed
 */
export async function purgeGeneration(actor: Actor, { id }: GenerationIdInput): Promise<{ purged: true }> {
  await setDeleted(actor, id, canRestore, new Date(Date.now() - TRASH_DAYS * 86_400_000), "purge");
  return { purged: true };
}

async function setDeleted(
  actor: Actor,
  id: string,
  allowed: typeof canDelete,
  deletedAt: Date | null,
  event = deletedAt ? "delete" : "restore",
): Promise<void> {
  const row = await db.generation.findFirst({ where: { id, teamId: actor.teamId } });
  if (!row) throw new AppError("not-found");
  if (!allowed(actor, row)) throw new AppError("not-allowed");
  await withTransaction(async (tx) => {
    if (deletedAt === null && (await isGoneForGood(tx, row))) throw new AppError("not-found");
    await tx.generation.update({ where: { id }, data: { deletedAt } });
    await setTrashed(tx, id, deletedAt);
    await tx.generationEvent.create({
      data: {
        generationId: id,
        event,
        fromStatus: row.status,
        toStatus: row.status,
        actorId: actor.userId,
      },
    });
    await touch(tx, { id, teamId: actor.teamId });
  });
}

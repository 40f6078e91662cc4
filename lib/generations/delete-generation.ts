import type { Actor } from "@/lib/access/actor";
import { db, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { canDelete } from "./policy";
import { getGeneration } from "./queries";
import type { GenerationIdInput } from "./schema";
import type { GenerationView } from "./view";

/**
 * Takes a generation out of the gallery. Row and file stay, so that it can be brought back, and one that still
 * runs is still archived: it was paid for.
 * @throws AppError not-found, not-allowed
 */
export const deleteGeneration = (actor: Actor, input: GenerationIdInput): Promise<GenerationView> => setDeleted(actor, input.id, new Date());

/** Brings a deleted generation back to its place. @throws AppError not-found, not-allowed */
export const restoreGeneration = (actor: Actor, input: GenerationIdInput): Promise<GenerationView> => setDeleted(actor, input.id, null);

async function setDeleted(actor: Actor, id: string, deletedAt: Date | null): Promise<GenerationView> {
  const row = await db.generation.findFirst({ where: { id, teamId: actor.teamId } });
  if (!row) throw new AppError("not-found");
  if (!canDelete(actor, row)) throw new AppError("not-allowed");
  await withTransaction(async (tx) => {
    await tx.generation.update({ where: { id }, data: { deletedAt } });
    await tx.generationEvent.create({ data: { generationId: id, event: deletedAt ? "delete" : "restore", fromStatus: row.status, toStatus: row.status, actorId: actor.userId } });
    await publish(tx, { teamId: actor.teamId, kind: "generation", id });
  });
  return getGeneration(actor, id);
}

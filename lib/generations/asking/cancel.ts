import type { Actor } from "@/lib/access/callers/actor";
import { findConnection, getProviderOf } from "@/lib/connections/connection";
import { db, withTransaction } from "@/lib/platform/db/client";
import { ProviderError } from "@/lib/providers/types";
import { AppError } from "@/lib/shared/errors";
import { canCancel } from "../policy";
import { getGeneration } from "../queries";
import { recordTransition } from "../record-transition";
import type { GenerationIdInput } from "../schema";
import type { CardView } from "../view";
import { wakeNextInLine } from "../sending/wake";

/**
 * Stops a generation that has not begun: one that waits with us costs nothing; one that the provider queues is
 * cancelled there, which only the native surface can. Once it runs nobody can stop it, and it will be kept.
 *
 * @throws AppError not-found, not-allowed, conflict (it began meanwhile), provider-unreachable
 */
export async function cancelGeneration(actor: Actor, { id }: GenerationIdInput): Promise<CardView> {
  const row = await db.generation.findFirst({ where: { id, teamId: actor.teamId, deletedAt: null } });
  if (!row) throw new AppError("not-found");
  if (!canCancel(actor, row)) throw new AppError(row.createdById === actor.userId ? "conflict" : "not-allowed");

  if (row.status === "queued") await cancelAtProvider(row, row.providerTaskId);
  const moved = await withTransaction((tx) => recordTransition(tx, id, { event: "cancel", from: row.status, actorId: actor.userId }));
  if (!moved) throw new AppError("conflict");
  await wakeNextInLine();
  return getGeneration(actor, id);
}

async function cancelAtProvider(row: { providerAccount: string | null; apiStyle: string | null }, taskId: string | null): Promise<void> {
  const connection = row.providerAccount === null ? null : await findConnection(row.providerAccount);
  if (connection === null || taskId === null) throw new AppError("conflict");
  const { video } = getProviderOf(connection, row);
  if (!video.cancelTask) throw new AppError("conflict");
  try {
    // The client asks first and deletes only what is still queued: the same verb erases finished records.
    if ((await video.cancelTask(taskId)) !== "cancelled") throw new AppError("conflict");
  } catch (error) {
    if (error instanceof ProviderError) throw new AppError("provider-unreachable", { cause: error });
    throw error;
  }
}

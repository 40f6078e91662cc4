import { raise } from "@/lib/notifications/webhooks/raise";
import { tell } from "@/lib/notifications/tell";
import { publish } from "@/lib/platform/events/publish";
import type { Prisma } from "@/lib/platform/db/generated/client";
import type { Tx } from "@/lib/platform/db/client";
import { isSerializationFailure } from "@/lib/platform/db/errors";
import { inSavepoint, LostTransactionError } from "@/lib/platform/db/in-savepoint";
import { databaseNow } from "@/lib/platform/db/now";
import { logError } from "@/lib/platform/log";
import { type GenerationEvent, type GenerationStatus, isFailed, isFinal, nextStatus } from "./lifecycle";
import { bookSpend } from "./spend";

export { databaseNow };

export interface Transition {
  event: GenerationEvent;
  /** Only where it still stands there: what may be undone while it waits is paid for once it was sent. */
  from?: GenerationStatus;
  /** Columns that change with the state. `status`, `version`, `revision` and the lease are written here. */
  data?: Omit<Prisma.GenerationUpdateManyMutationInput, "status" | "version" | "revision" | "nextActionAt" | "finishedAt">;
  /** When somebody must look again if nobody did before. Required in every state that is not final. */
  nextActionInMs?: number;
  actorId?: string;
  detail?: Prisma.InputJsonValue;
}

/**
 * The only writer of a later `status`; the first is written by `insert-generation.ts`. Moves a generation where its old state still stands, appends the event row and
 * publishes the change, all in the caller's transaction.
 *
 * @returns the new state, or null when the event means nothing in the present state or somebody was first:
 * then stop quietly, and do not compensate.
 */
export async function recordTransition(tx: Tx, generationId: string, transition: Transition): Promise<GenerationStatus | null> {
  const row = await tx.generation.findUnique({
    where: { id: generationId },
    select: { status: true, version: true, teamId: true, projectId: true, createdById: true },
  });
  if (!row || (transition.from !== undefined && row.status !== transition.from)) return null;
  const to = nextStatus(row.status, transition.event);
  if (!to) return null;
  const final = isFinal(to);
  const now = await databaseNow(tx);
  const { count } = await tx.generation.updateMany({
    where: { id: generationId, status: row.status, version: row.version },
    data: {
      failures: 0,
      waitingFor: null,
      ...transition.data,
      status: to,
      version: { increment: 1 },
      revision: { increment: 1 },
      nextActionAt: final ? null : new Date(now.getTime() + (transition.nextActionInMs ?? 0)),
      finishedAt: final ? now : null,
      leaseToken: null,
      leaseUntil: null,
    },
  });
  if (count === 0) return null;
  await tx.generationEvent.create({
    data: {
      generationId,
      event: transition.event,
      fromStatus: row.status,
      toStatus: to,
      actorId: transition.actorId ?? null,
      ...(transition.detail === undefined ? {} : { detail: transition.detail }),
    },
  });
  // What is sent counts on the day of the sending, with the account that it is sent to.
  if (final || isFinal(row.status) || to === "sending" || transition.data?.actualTokens !== undefined) await bookSpend(tx, generationId);
  // Who cancelled a clip knows of it.
  if (final && to !== "cancelled") {
    const kind = isFailed(to) ? "failed" : "ready";
    const { teamId, projectId, createdById } = row;
    const key = `${kind}:${generationId}`;
    await tellApart(tx, generationId, async () => {
      await tell(tx, [{ teamId, projectId, generationId, kind, key, to: [createdById] }]);
      await raise(tx, [{ teamId, projectId, event: `generation.${kind}`, key, data: { generationId, status: to } }]);
    });
  }
  await publish(tx, { teamId: row.teamId, kind: "generation", id: generationId });
  return to;
}

/** A clip that was paid for becomes ready whether or not anybody can be told of it. */
async function tellApart(tx: Tx, generationId: string, telling: () => Promise<void>): Promise<void> {
  try {
    await inSavepoint(tx, telling);
  } catch (error) {
    if (error instanceof LostTransactionError) throw error.cause;
    if (isSerializationFailure(error)) throw error;
    logError(error, { generationId }, "nobody was told what became of a clip");
  }
}

/**
 * Notes something that is not a change of state: what it waits for, when to look again, how often in a row
 * that failed. Does nothing when the state moved on meanwhile.
 */
export async function noteProgress(
  tx: Tx,
  generationId: string,
  expected: GenerationStatus,
  note: { nextActionInMs: number; data?: Prisma.GenerationUpdateManyMutationInput; announce?: boolean },
): Promise<boolean> {
  const now = await databaseNow(tx);
  const { count } = await tx.generation.updateMany({
    where: { id: generationId, status: expected },
    data: {
      ...note.data,
      ...(note.announce ? { revision: { increment: 1 } } : {}),
      nextActionAt: new Date(now.getTime() + note.nextActionInMs),
    },
  });
  if (count > 0 && note.announce) {
    const row = await tx.generation.findUniqueOrThrow({ where: { id: generationId }, select: { teamId: true } });
    await publish(tx, { teamId: row.teamId, kind: "generation", id: generationId });
  }
  return count > 0;
}

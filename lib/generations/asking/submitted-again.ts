import { db, type Tx } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { databaseNow } from "../record-transition";
import type { AgainView } from "../view";

/** The event by which a person says "submit again, may charge twice"; kept with their name for as long as the generation. */
export const SUBMIT_AGAIN = "submit-again";

/** A submission takes a moment, and its transaction some seconds at most. */
const ABANDONED_AFTER_MS = 5 * 60_000;

const keyOf = (detail: Prisma.JsonValue | null): string | null =>
  detail !== null && typeof detail === "object" && !Array.isArray(detail) && typeof detail["key"] === "string" ? detail["key"] : null;

/** Who had which of these sent again, and as what. Nearly always nobody did, and then nothing is asked. */
export async function readAgain(
  rows: readonly { id: string; teamId: string; attempts: readonly { confirmedById: string | null }[] }[],
): Promise<Map<string, AgainView>> {
  const ids = rows.filter((row) => row.attempts.some((attempt) => attempt.confirmedById !== null)).map((row) => row.id);
  const views = new Map<string, AgainView>();
  if (ids.length === 0) return views;
  const events = await db.generationEvent.findMany({ where: { generationId: { in: ids }, event: SUBMIT_AGAIN }, orderBy: { id: "asc" } });
  const keys = events.map((event) => keyOf(event.detail)).filter((key) => key !== null);
  const [people, made] = await Promise.all([
    db.user.findMany({ where: { id: { in: events.flatMap((event) => event.actorId ?? []) } }, select: { id: true, name: true } }),
    db.generation.findMany({
      where: { teamId: { in: rows.map((row) => row.teamId) }, idempotencyKey: { in: keys }, deletedAt: null },
      select: { id: true, idempotencyKey: true },
    }),
  ]);
  for (const { generationId, actorId, createdAt, detail } of events) {
    const key = keyOf(detail);
    views.set(generationId, {
      by: people.find((person) => person.id === actorId)?.name ?? null,
      at: createdAt.toISOString(),
      id: made.find((row) => row.idempotencyKey === key)?.id ?? null,
    });
  }
  return views;
}

/**
 * Writes down that this person wants it sent again under this key. Locks the row, so that of two people who say so at
 * once only one is heard.
 *
 * @returns whether that is so now: false when it was sent again before, under another key
 */
export async function claimAgain(tx: Tx, claim: { generationId: string; teamId: string; actorId: string; key: string }): Promise<boolean> {
  await tx.$executeRaw`SELECT 1 FROM generations WHERE id = ${claim.generationId}::uuid FOR UPDATE`;
  const row = await tx.generation.findUniqueOrThrow({ where: { id: claim.generationId }, select: { status: true } });
  const before = await tx.generationEvent.findMany({ where: { generationId: claim.generationId, event: SUBMIT_AGAIN } });
  if (before.some((event) => keyOf(event.detail) === claim.key)) return true;
  if (before.length > 0) {
    if (!(await areAbandoned(tx, claim.teamId, before))) return false;
    // With it goes its key: sent once more by a page that was left open, it must not buy beside this one.
    await forgetAgain(tx, claim.generationId);
  }
  await tx.attempt.updateMany({
    where: { generationId: claim.generationId, state: "uncertain", confirmedById: null },
    data: { confirmedById: claim.actorId },
  });
  await tx.generationEvent.create({
    data: {
      generationId: claim.generationId,
      event: SUBMIT_AGAIN,
      fromStatus: row.status,
      toStatus: row.status,
      actorId: claim.actorId,
      detail: { key: claim.key },
    },
  });
  return true;
}

/**
 * Whether nothing came of what was wanted before, and nothing will any more: whoever pressed died between saying so and
 * submitting.
 */
async function areAbandoned(
  tx: Tx,
  teamId: string,
  events: readonly { createdAt: Date; detail: Prisma.JsonValue | null }[],
): Promise<boolean> {
  const now = await databaseNow(tx);
  if (events.some((event) => now.getTime() - event.createdAt.getTime() < ABANDONED_AFTER_MS)) return false;
  const keys = events.map((event) => keyOf(event.detail)).filter((key) => key !== null);
  return (await tx.generation.count({ where: { teamId, idempotencyKey: { in: keys } } })) === 0;
}

/** Takes it back when nothing came of it: it was refused, and nobody has been charged. */
export async function releaseAgain(tx: Tx, claim: { generationId: string; teamId: string; key: string }): Promise<void> {
  const made = await tx.generation.count({ where: { teamId: claim.teamId, idempotencyKey: claim.key } });
  if (made > 0) return;
  await forgetAgain(tx, claim.generationId);
}

async function forgetAgain(tx: Tx, generationId: string): Promise<void> {
  await tx.generationEvent.deleteMany({ where: { generationId, event: SUBMIT_AGAIN } });
  await tx.attempt.updateMany({ where: { generationId, state: "uncertain" }, data: { confirmedById: null } });
}

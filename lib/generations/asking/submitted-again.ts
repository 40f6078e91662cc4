import { db, type Tx } from "@/lib/platform/db/client";
import type { AgainView } from "../view";

/** Who had which of these sent again, and as what. Nearly always nobody did, and then nothing is asked. */
export async function readAgain(
  rows: readonly { id: string; attempts: readonly { confirmedById: string | null }[] }[],
): Promise<Map<string, AgainView>> {
  const ids = rows.filter((row) => row.attempts.some((attempt) => attempt.confirmedById !== null)).map((row) => row.id);
  if (ids.length === 0) return new Map();
  const made = await db.generation.findMany({
    where: { againOfId: { in: ids } },
    select: { id: true, againOfId: true, createdAt: true, deletedAt: true, createdBy: { select: { name: true } } },
  });
  return new Map(
    made.map(({ id, againOfId, createdAt, deletedAt, createdBy }) => [
      againOfId!,
      { by: createdBy.name, at: createdAt.toISOString(), id: deletedAt === null ? id : null },
    ]),
  );
}

/** Keeps in the ledger and in the log that this person wanted it sent again although it may have been charged. */
export async function confirmAgain(tx: Tx, generationId: string, actorId: string): Promise<void> {
  const { status } = await tx.generation.findUniqueOrThrow({ where: { id: generationId }, select: { status: true } });
  await tx.attempt.updateMany({ where: { generationId, state: "uncertain", confirmedById: null }, data: { confirmedById: actorId } });
  await tx.generationEvent.create({ data: { generationId, event: "submit-again", fromStatus: status, toStatus: status, actorId } });
}

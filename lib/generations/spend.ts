import type { Tx } from "@/lib/platform/db/client";
import { chargedOf } from "./failure";
import { type GenerationStatus, isFinal } from "./lifecycle";
import type { AttemptOutcome } from "./view";

interface Amount {
  tokens: number;
  /** Millionths of a US dollar; null where no price is known. */
  micros: number | null;
}

interface SpendingRow {
  status: GenerationStatus;
  estimatedTokens: number;
  estimatedMicros: number | null;
  actualTokens: number | null;
  actualMicros: number | null;
  succeededAt: Date | null;
  attempts: readonly { state: AttemptOutcome }[];
}

const NOTHING: Amount = { tokens: 0, micros: 0 };

/** What a clip costs as far as it is known, and what has to be kept back for it as long as it is not. */
export function spendOf(row: SpendingRow): { settled: Amount; held: Amount } {
  const free = { tokens: 0, micros: row.estimatedMicros === null ? null : 0 };
  if ((row.actualTokens ?? 0) > 0) return { settled: { tokens: row.actualTokens!, micros: row.actualMicros }, held: free };
  const mayBeCharged = !isFinal(row.status) || chargedOf(row) !== "no";
  return { settled: NOTHING, held: mayBeCharged ? { tokens: row.estimatedTokens, micros: row.estimatedMicros } : free };
}

/**
 * Writes down how the clip has changed what its team has spent, in the transaction that changes the clip. May be called
 * at any time: what is written already is not written again, so that a late success after a failure counts once.
 */
export async function bookSpend(tx: Tx, generationId: string): Promise<void> {
  const row = await tx.generation.findUniqueOrThrow({
    where: { id: generationId },
    select: {
      teamId: true,
      status: true,
      estimatedTokens: true,
      estimatedMicros: true,
      actualTokens: true,
      actualMicros: true,
      succeededAt: true,
      attempts: { select: { state: true } },
    },
  });
  const booked = await tx.spend.groupBy({ by: ["kind"], where: { generationId }, _sum: { tokens: true, micros: true } });
  const sumOf = (...kinds: string[]): Required<{ [K in keyof Amount]: number }> =>
    booked
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((sum, { _sum }) => ({ tokens: sum.tokens + (_sum.tokens ?? 0), micros: sum.micros + (_sum.micros ?? 0) }), {
        tokens: 0,
        micros: 0,
      });
  const { settled, held } = spendOf(row);
  const changes = [
    { now: held, before: sumOf("reserved", "released"), up: "reserved", down: "released" },
    { now: settled, before: sumOf("settled"), up: "settled", down: "settled" },
  ] as const;
  for (const { now, before, up, down } of changes) {
    const tokens = now.tokens - before.tokens;
    const micros = now.micros === null ? null : now.micros - before.micros;
    if (tokens === 0 && (micros ?? 0) === 0) continue;
    await tx.spend.create({ data: { teamId: row.teamId, generationId, kind: tokens < 0 ? down : up, tokens, micros } });
  }
}

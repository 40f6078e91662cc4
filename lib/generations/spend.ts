import { type SpendEntry, writeSpend } from "@/lib/budgets/book";
import { dateOf, dayOf } from "@/lib/budgets/periods";
import { EMULATOR_ACCOUNT } from "@/lib/connections/connection";
import type { Tx } from "@/lib/platform/db/client";
import type { Attempt, Generation, Prisma, Spend } from "@/lib/platform/db/generated/client";
import { chargedOf } from "./failure";
import { isFinal } from "./lifecycle";

interface SpendingRow extends Pick<
  Generation,
  "status" | "estimatedTokens" | "estimatedMicros" | "actualTokens" | "actualMicros" | "succeededAt"
> {
  attempts: readonly Pick<Attempt, "state">[];
}

type Standing = Pick<SpendEntry, "kind" | "tokens" | "micros" | "estimatedMicros">;

/**
 * What a clip costs as far as it is known, what has to be set aside for it as long as it is not, or what it did not cost.
 * One that was charged and has no bill keeps what had been expected, which is what counts against a limit.
 */
export function spendOf(row: SpendingRow): Standing {
  const { actualTokens, actualMicros, estimatedMicros } = row;
  if (actualTokens !== null && actualTokens > 0) return { kind: "settled", tokens: actualTokens, micros: actualMicros, estimatedMicros };
  const mayBeCharged = !isFinal(row.status) || chargedOf(row) !== "no";
  return { kind: mayBeCharged ? "reserved" : "spared", tokens: row.estimatedTokens, micros: estimatedMicros, estimatedMicros: null };
}

/** What the ledger has to know of a row. */
export const SPENDING = {
  id: true,
  teamId: true,
  projectId: true,
  createdById: true,
  model: true,
  status: true,
  estimatedTokens: true,
  estimatedMicros: true,
  actualTokens: true,
  actualMicros: true,
  succeededAt: true,
  providerAccount: true,
  createdAt: true,
  sentAt: true,
} satisfies Prisma.GenerationSelect;
type LedgerRow = Prisma.GenerationGetPayload<{ select: typeof SPENDING }> & SpendingRow;

/**
 * Where a clip is counted: on the day when it was sent, before that on the day of the press; with the account that it was
 * sent to, before that with the one that the team had.
 */
function entryOf(row: LedgerRow, before: Pick<Spend, "isEmulated">): SpendEntry {
  return {
    teamId: row.teamId,
    generationId: row.id,
    ...spendOf(row),
    clips: 1,
    day: dateOf(dayOf(row.sentAt ?? row.createdAt)),
    isEmulated: row.providerAccount === null ? before.isEmulated : row.providerAccount === EMULATOR_ACCOUNT,
    projectId: row.projectId,
    userId: row.createdById,
    model: row.model,
    state: isFinal(row.status) ? row.status : "open",
  };
}

/** Takes back what a clip counted as. */
const reverse = ({ id: _id, createdAt: _at, ...entry }: Spend): SpendEntry => ({
  ...entry,
  kind: entry.kind === "reserved" ? "released" : entry.kind,
  clips: -entry.clips,
  tokens: -entry.tokens,
  micros: entry.micros === null ? null : -entry.micros,
  estimatedMicros: entry.estimatedMicros === null ? null : -entry.estimatedMicros,
});

/** The first entries of clips that are new: nothing was sent for them yet, and nothing can be written. */
export async function openSpend(tx: Tx, rows: readonly Omit<LedgerRow, "attempts">[], isEmulated: boolean): Promise<void> {
  await writeSpend(
    tx,
    rows.map((row) => entryOf({ ...row, attempts: [] }, { isEmulated })),
  );
}

/**
 * Writes down how the clip has changed what its team has spent, in the transaction that changes the clip. May be called
 * at any time: what is written already is not written again, so that a late success after a failure counts once.
 */
export async function bookSpend(tx: Tx, generationId: string): Promise<void> {
  const row = await tx.generation.findUniqueOrThrow({
    where: { id: generationId },
    select: { ...SPENDING, attempts: { select: { state: true } } },
  });
  const before = await standingEntry(tx, generationId);
  // The project that asked for it: one that a clip was moved to later has not spent for it.
  const now = entryOf({ ...row, projectId: before?.projectId ?? row.projectId }, before ?? { isEmulated: false });
  await replaceEntry(tx, before, now);
}

/** What something counts as from now on, whatever it counted as before. */
export const rebook = async (tx: Tx, now: SpendEntry): Promise<void> => replaceEntry(tx, await standingEntry(tx, now.generationId), now);

const standingEntry = (tx: Tx, generationId: string): Promise<Spend | null> =>
  tx.spend.findFirst({ where: { generationId, clips: 1 }, orderBy: { id: "desc" } });

async function replaceEntry(tx: Tx, before: Spend | null, now: SpendEntry): Promise<void> {
  if (before && isSame(before, now)) return;
  await writeSpend(tx, [...(before ? [reverse(before)] : []), now]);
}

const isSame = (before: Spend, now: SpendEntry): boolean =>
  before.day.getTime() === now.day.getTime() &&
  (["kind", "tokens", "micros", "estimatedMicros", "isEmulated", "projectId", "userId", "model", "state"] as const).every(
    (key) => before[key] === now[key],
  );

import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";
import { formatMicros } from "@/lib/i18n/format";
import type { Db, Tx } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import { AppError } from "@/lib/shared/errors";
import { appliesTo, isCapped, type Limits, type Place, readLimits } from "./limits";
import { dateOf, dayOf, daysOfMonth, monthOf } from "./periods";

/** A clip that is to be bought. */
export interface Purchase extends Place {
  /** What it may cost at most; null where no price is known. */
  micros: number | null;
}

interface Used extends Place {
  isToday: boolean;
  micros: number;
}

/** What this month has cost or may cost, charged and set aside, by project and person; of what has no bill, what had been expected. */
async function readUsed(tx: Db, teamId: string, isEmulated: boolean): Promise<Used[]> {
  const today = dayOf(await databaseNow(tx));
  const { first, last } = daysOfMonth(monthOf(today));
  const rows = await tx.$queryRaw<{ projectId: string; userId: string; isToday: boolean; micros: bigint }[]>`
    SELECT project_id AS "projectId", user_id AS "userId", day = ${dateOf(today)}::date AS "isToday", sum(micros + unbilled_micros)::bigint AS micros
    FROM spend_totals
    WHERE team_id = ${teamId}::uuid AND is_emulated = ${isEmulated} AND day BETWEEN ${dateOf(first)}::date AND ${dateOf(last)}::date AND kind <> 'spared'
    GROUP BY 1, 2, 3`;
  return rows.map((row) => ({ ...row, micros: Number(row.micros) }));
}

/** The same of those that wait with us: nothing was sent for them, so they are no reason to keep another back. */
async function readWaiting(tx: Tx, teamId: string, isEmulated: boolean): Promise<Used[]> {
  const today = dayOf(await databaseNow(tx));
  const { first, last } = daysOfMonth(monthOf(today));
  const rows = await tx.$queryRaw<{ projectId: string; userId: string; isToday: boolean; micros: bigint }[]>`
    SELECT spend.project_id AS "projectId", spend.user_id AS "userId", day = ${dateOf(today)}::date AS "isToday", sum(micros)::bigint AS micros
    FROM generations JOIN spend ON spend.generation_id = generations.id
    WHERE generations.team_id = ${teamId}::uuid AND status = 'waiting' AND next_action_at IS NOT NULL
      AND is_emulated = ${isEmulated} AND day BETWEEN ${dateOf(first)}::date AND ${dateOf(last)}::date AND kind IN ('reserved', 'released')
    GROUP BY 1, 2, 3`;
  return rows.map((row) => ({ ...row, micros: Number(row.micros ?? 0) }));
}

const sumOf = (used: readonly Used[], limits: Limits, period: "month" | "day"): number =>
  used.reduce((sum, one) => (appliesTo(limits, one) && (period === "month" || one.isToday) ? sum + one.micros : sum), 0);

/** How much of each monthly and daily limit is used now. */
export async function readUses(tx: Db, teamId: string, isEmulated: boolean, all: readonly Limits[]) {
  const used = all.some(({ month, day }) => month !== null || day !== null) ? await readUsed(tx, teamId, isEmulated) : [];
  return all.flatMap((limits) =>
    (["month", "day"] as const).flatMap((period) => {
      const limit = limits[period];
      return limit === null ? [] : [{ limits, period, limit, used: sumOf(used, limits, period) }];
    }),
  );
}

/**
 * Refuses clips that a limit has no room for, all of them or none. Asked under the lock of submissions, so that two
 * presses at once cannot pass one limit together: what the first set aside is in the sums that the second reads.
 *
 * A clip of which no price is known is refused where anything is capped. To count it as nothing would let any number of
 * them pass, and whoever sets a limit relies on it.
 *
 * What nobody forbids, but is dearer than somebody wanted to spend without a second thought, is refused until the sum was
 * agreed to: so no press can forget to ask, whatever it is made with. Of what has no known price that is asked always.
 *
 * @throws AppError spending-stopped · price-unknown · over-limit (which, whose, how much is left, whom to ask) · ask-first
 */
export async function refuseOverLimits(
  tx: Tx,
  actor: Actor,
  clips: readonly Purchase[],
  { isEmulated, agreed }: { isEmulated: boolean; agreed?: number | undefined },
): Promise<void> {
  const all = (await readLimits(tx, actor.teamId)).filter((limits) => clips.some((clip) => appliesTo(limits, clip)));
  const refuse = async (code: "spending-stopped" | "price-unknown" | "over-limit", values: Record<string, string>): Promise<never> => {
    throw new AppError(code, { values: { ...values, ...(await whomToAsk(tx, actor)) } });
  };
  const stopped = all.find(({ isStopped }) => isStopped);
  if (stopped) await refuse("spending-stopped", { scope: stopped.scope });
  for (const limits of all) {
    const own = clips.filter((clip) => appliesTo(limits, clip));
    if (isCapped(limits) && own.some(({ micros }) => micros === null)) await refuse("price-unknown", { scope: limits.scope });
    const dearest = Math.max(...own.map(({ micros }) => micros ?? 0));
    if (limits.clip !== null && dearest > limits.clip)
      await refuse("over-limit", { scope: limits.scope, period: "clip", ...inWords(limits.clip, limits.clip, dearest) });
  }
  for (const { limits, period, limit, used } of await readUses(tx, actor.teamId, isEmulated, all)) {
    const asked = clips.reduce((sum, clip) => (appliesTo(limits, clip) ? sum + (clip.micros ?? 0) : sum), 0);
    // What costs nothing passes also where a bill was higher than expected and the limit is behind us.
    if (asked > 0 && used + asked > limit)
      await refuse("over-limit", { scope: limits.scope, period, ...inWords(limit, Math.max(0, limit - used), asked) });
  }
  const total = sumOfClips(clips);
  const above = all.flatMap((limits) => {
    const own = clips.filter((clip) => appliesTo(limits, clip));
    const mayBeDearer = limits.askAbove !== null && (sumOfClips(own) > limits.askAbove || countUnpriced(own) > 0);
    return mayBeDearer && limits.askAbove !== null ? [limits.askAbove] : [];
  });
  if (above.length > 0 && (agreed === undefined || total > agreed))
    throw new AppError("ask-first", { values: questionOf(total, Math.min(...above), countUnpriced(clips)) });
}

const sumOfClips = (clips: readonly Purchase[]): number => clips.reduce((sum, { micros }) => sum + (micros ?? 0), 0);

const countUnpriced = (clips: readonly Purchase[]): number => clips.filter(({ micros }) => micros === null).length;

/** What is asked about: as numbers for whoever asks in the reader's language, and in words. */
const questionOf = (micros: number, aboveMicros: number, unpriced: number) => ({
  micros,
  aboveMicros,
  unpriced,
  price: formatMicros("en", micros),
  above: formatMicros("en", aboveMicros),
});

const inWords = (limit: number, left: number, asked: number) => ({
  limit: formatMicros("en", limit),
  left: formatMicros("en", left),
  asked: formatMicros("en", asked),
});

/** An owner's name, or that the reader is one. */
async function whomToAsk(tx: Tx, actor: Actor): Promise<{ who: string; self: "yes" | "no" }> {
  if (may(actor, "spend.manage")) return { who: "", self: "yes" };
  const owner = await tx.membership.findFirst({
    where: { teamId: actor.teamId, role: "owner", userId: { not: actor.userId }, user: { disabledAt: null } },
    orderBy: { createdAt: "asc" },
    select: { user: { select: { name: true } } },
  });
  return { who: owner?.user.name ?? "", self: "no" };
}

/**
 * Whether a clip that was pressed may still be bought: a limit may have been lowered, spending stopped, or a bill may
 * have been higher than expected since. Reckoned with what was sent, and not with what else waits.
 */
export async function findObstacle(
  tx: Tx,
  { teamId, ...clip }: Purchase & { teamId: string },
  isEmulated: boolean,
): Promise<"stopped" | "unpriced" | "overLimit" | null> {
  const all = (await readLimits(tx, teamId)).filter((limits) => appliesTo(limits, clip));
  if (all.some(({ isStopped }) => isStopped)) return "stopped";
  if (!all.some(isCapped)) return null;
  const { micros } = clip;
  if (micros === null) return "unpriced";
  if (all.some((limits) => limits.clip !== null && micros > limits.clip)) return "overLimit";
  // As at the press: what costs nothing passes.
  if (micros === 0) return null;
  const uses = await readUses(tx, teamId, isEmulated, all);
  if (uses.length === 0) return null;
  const waiting = await readWaiting(tx, teamId, isEmulated);
  const isOver = uses.some(({ limits, period, limit, used }) => used - sumOf(waiting, limits, period) + micros > limit);
  return isOver ? "overLimit" : null;
}

import { listUses } from "@/lib/budgets/list-uses";
import { connectionsInUse, describeConnection, findConnection } from "@/lib/connections/connection";
import { readAccountFacts } from "@/lib/connections/facts";
import { findPause } from "@/lib/connections/pause";
import { readUndecided } from "@/lib/generations/searching/tray/queries";
import { POLLED_STATUSES, UNDER_WAY_STATUSES } from "@/lib/generations/lifecycle";
import { statusIn } from "@/lib/generations/status-sql";
import { countFailedJobs } from "@/lib/platform/jobs/list-jobs";
import { savingDeadlines } from "@/lib/generations/keeping/deadlines";
import { KEY_FAILURES } from "@/lib/providers/types";
import type { Tx } from "@/lib/platform/db/client";
import { singleton } from "@/lib/platform/singleton";
import type { Room } from "@/lib/generations/keeping/disk-room";
import type { AlarmFacts, ClockedRow } from "./due-alarms";

/** As many of one kind as anybody could read through; where there are more, the count says so. */
const MOST_ROWS = 500;
/** So many looks without the control, and it is no outage any more; as in reconcile-generation.ts. */
const BLIND_LOOKS = 3;
/** Everything that alarms are made of, by the database's clock. What storage has free is measured before. */
export async function readAlarmFacts(tx: Tx, room: Room | null): Promise<AlarmFacts> {
  const [{ now, oldestDueAt, workerSeenAt }] = await tx.$queryRaw<[{ now: Date; oldestDueAt: Date | null; workerSeenAt: Date | null }]>`
    SELECT now() AS now,
           -- Counted from when there was a worker to do it: after a night without one, everything is late for a moment.
           (SELECT greatest(min(next_action_at), (SELECT min(started_at) FROM worker_heartbeats WHERE seen_at > now() - interval '10 minutes'))
            FROM generations WHERE next_action_at IS NOT NULL HAVING count(*) > 0) AS "oldestDueAt",
           (SELECT max(seen_at) FROM worker_heartbeats) AS "workerSeenAt"`;
  const open = await tx.$queryRaw<(ClockedRow & { status: string; account: string | null; unknownStatus: string | null })[]>`
    SELECT id, provider_account AS account, status::text AS status, created_at AS "createdAt", sent_at AS "sentAt", accepted_at AS "acceptedAt",
           succeeded_at AS "succeededAt", result_url AS "resultUrl",
           result_expires_at AS "resultExpiresAt", error_detail ->> 'unknownStatus' AS "unknownStatus"
    FROM generations
    WHERE ${statusIn(...UNDER_WAY_STATUSES)} AND status <> 'sending'
    ORDER BY created_at LIMIT ${MOST_ROWS}`;
  const at = (...statuses: string[]) => open.filter((row) => statuses.includes(row.status));
  const instance = await tx.instance.findUnique({ where: { id: 1 }, select: { holdReason: true, holdSince: true } });
  const unclaimed = await readUndecided();
  return {
    now,
    saving: at("saving"),
    uncertain: at("uncertain"),
    atProvider: at(...POLLED_STATUSES),
    unknownStatuses: countWords(at(...POLLED_STATUSES).flatMap((row) => row.unknownStatus ?? [])),
    oldestDueAt,
    room,
    blindAccounts: await tx.$queryRaw`
      SELECT provider_account AS account, max(blind_looks) AS looks FROM attempts
      WHERE state = 'uncertain' AND blind_looks >= ${BLIND_LOOKS}
      GROUP BY provider_account`,
    refusingAccounts: await readRefusing(tx),
    closedAccounts: await readClosed(tx, at("queued", "running", "saving"), now),
    spendLimits: await readSpendLimits(tx),
    failedJobs: await countFailedJobs(tx),
    unclaimed: unclaimed.since && { count: unclaimed.count, since: unclaimed.since },
    unclaimedSaving: await tx.unclaimedTask.findMany({
      where: { status: "saving" },
      select: { id: true, foundAt: true, resultExpiresAt: true },
      take: MOST_ROWS,
    }),
    doubleCharges: await tx.$queryRaw`
      SELECT id::text AS "eventId", generation_id AS "generationId", created_at AS at FROM generation_events AS event
      WHERE event.event = 'charged-twice' AND NOT EXISTS (
        SELECT 1 FROM alarms WHERE kind = 'chargedTwice' AND subject = event.id::text AND cleared_at IS NOT NULL)
      ORDER BY id LIMIT ${MOST_ROWS}`,
    lost: await tx.$queryRaw`
      SELECT id AS "generationId", finished_at AS at FROM generations
      WHERE status = 'expired' AND error_code = 'archive' AND NOT EXISTS (
        SELECT 1 FROM alarms WHERE kind = 'lost' AND subject = generations.id::text AND cleared_at IS NOT NULL)
      ORDER BY finished_at LIMIT ${MOST_ROWS}`,
    damaged: await tx.$queryRaw`
      SELECT id AS "fileId", generation_id AS "generationId", variant::text AS variant, damaged_at AS at
      FROM files WHERE damaged_at IS NOT NULL AND trashed_at IS NULL
      ORDER BY damaged_at LIMIT ${MOST_ROWS}`,
    hold: instance?.holdReason ? { reason: instance.holdReason, since: instance.holdSince ?? now } : null,
    workerSeenAt: lastSeen(workerSeenAt, now),
  };
}

/** Every monthly and daily limit, by the sums of the provider that the team sends to now. */
async function readSpendLimits(tx: Tx): Promise<AlarmFacts["spendLimits"]> {
  const teams = await tx.spendLimit.groupBy({
    by: ["teamId"],
    where: { OR: [{ monthMicros: { not: null } }, { dayMicros: { not: null } }] },
  });
  const found: AlarmFacts["spendLimits"][number][] = [];
  for (const { teamId } of teams) {
    const { isEmulator } = await describeConnection(teamId);
    for (const use of await listUses(tx, teamId, isEmulator)) found.push({ teamId, ...use });
  }
  return found;
}

/** The accounts in use that turn work away; one that was replaced waits for nobody. */
async function readRefusing(tx: Tx): Promise<AlarmFacts["refusingAccounts"]> {
  const refusing: AlarmFacts["refusingAccounts"][number][] = [];
  for (const { account, isKeyUnreadable } of await connectionsInUse()) {
    const refusal = isKeyUnreadable ? "unreadable" : (await findPause(tx, account))?.refusal;
    if (!refusal) continue;
    const isKey = refusal === "unreadable" || KEY_FAILURES.some((kind) => kind === refusal);
    refusing.push({ account, why: isKey ? "key" : "balance", reason: refusal });
  }
  return refusing;
}

/** Accounts of clips that were ordered, whose key is gone or turned away. The record of the oldest clip ends first. */
async function readClosed(
  tx: Tx,
  ordered: readonly (ClockedRow & { account: string | null })[],
  now: Date,
): Promise<AlarmFacts["closedAccounts"]> {
  const closed: AlarmFacts["closedAccounts"][number][] = [];
  for (const [account, rows] of Map.groupBy(ordered, (row) => row.account)) {
    if (account === null) continue;
    const isMissing = (await findConnection(account)) === null;
    const refusal = isMissing ? { reason: "missing", since: now.toISOString() } : (await readAccountFacts(tx, account)).readRefusal;
    if (!refusal) continue;
    const firstEndsAt = new Date(Math.min(...rows.map((row) => savingDeadlines(row).recordEndsAt.getTime())));
    closed.push({ account, reason: refusal.reason, since: new Date(refusal.since), count: rows.length, firstEndsAt });
  }
  return closed;
}

function countWords(words: readonly string[]): { word: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => ({ word, count }));
}

const missed = singleton<{ at: Date | null }>("worker-missed", () => ({ at: null }));

/** A worker that ends takes its heartbeat along: then it is missed from the moment that somebody looks for it. */
function lastSeen(seenAt: Date | null, now: Date): Date {
  const state = missed.get();
  state.at = seenAt === null ? (state.at ?? now) : null;
  return seenAt ?? state.at ?? now;
}

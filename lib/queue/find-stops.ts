import type { ConnectionSummary } from "@/lib/connections/connection";
import { findPause } from "@/lib/connections/pause";
import { findHold } from "@/lib/studio/release-hold";
import { POLLED_STATUSES } from "@/lib/generations/lifecycle";
import { statusIn } from "@/lib/generations/status-sql";
import { db } from "@/lib/platform/db/client";
import type { QueueStop } from "./view";

/** Three signs of life may be lost; as in the health check. */
const WORKER_SILENCE_SECONDS = 30;
/** One bad answer is weather; so many looks in a row, or creates that did not get through, are trouble. */
const TROUBLE_AFTER = 3;
/** The poller looks every second; what is due for longer is kept away by its breaker. */
const OVERDUE_SECONDS = 25;

/** What keeps the whole queue from moving, the most fundamental first. What waits for its own files is no stop. */
export async function findStops({
  account,
  isKeyUnreadable,
  isKeyMissing,
}: Pick<ConnectionSummary, "account" | "isKeyUnreadable" | "isKeyMissing">): Promise<QueueStop[]> {
  const stops: QueueStop[] = [];
  const [state] = await db.$queryRaw<State[]>`
    SELECT now() AS now,
      EXISTS (SELECT 1 FROM worker_heartbeats WHERE seen_at > now() - make_interval(secs => ${WORKER_SILENCE_SECONDS})) AS alive,
      (SELECT max(seen_at) FROM worker_heartbeats) AS "seenAt",
      bool_or(waiting_for = 'disk') AS "diskFull",
      min(coalesce(last_checked_at, updated.at)) FILTER (
        WHERE (status = 'waiting' AND waiting_for = 'retry')
           OR (${statusIn(...POLLED_STATUSES)} AND provider_account = ${account} AND waiting_for IS DISTINCT FROM 'missing'
               AND (failures >= ${TROUBLE_AFTER} OR next_action_at < now() - make_interval(secs => ${OVERDUE_SECONDS})))
      ) AS "troubleSince"
    FROM generations, LATERAL (SELECT coalesce(started_at, accepted_at, sent_at, created_at) AS at) AS updated
    WHERE next_action_at IS NOT NULL`;
  if (!state) return stops;
  if (!state.alive) stops.push({ kind: "worker", since: state.seenAt?.toISOString() ?? null });
  const hold = await findHold();
  if (hold) stops.push({ kind: "hold", hold });
  if (isKeyUnreadable) stops.push({ kind: "keyUnreadable" });
  if (isKeyMissing) stops.push({ kind: "keyMissing" });
  const pause = await findPause(db, account);
  if (pause) {
    const until = new Date(state.now.getTime() + pause.leftMs).toISOString();
    stops.push(pause.refusal ? { kind: "refused", reason: pause.refusal, until } : { kind: "pause", until });
  }
  // Without a worker everything is overdue, and that says nothing about the provider.
  if (state.alive && state.troubleSince) stops.push({ kind: "trouble", since: state.troubleSince.toISOString() });
  if (state.diskFull) stops.push({ kind: "disk" });
  return stops;
}

interface State {
  now: Date;
  alive: boolean;
  seenAt: Date | null;
  diskFull: boolean | null;
  troubleSince: Date | null;
}

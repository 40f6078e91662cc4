import "server-only";
import { Gauge, Registry } from "prom-client";
import { db } from "@/lib/platform/db/client";
import { countFailedJobs } from "@/lib/platform/jobs/list-jobs";
import { singleton } from "@/lib/platform/singleton";

/** Several machines are asked every few seconds, and all of them read the same rows. */
const KEEP_MS = 5_000;

const kept = singleton<{ at: number; text: Promise<string> | null }>("studio-figures", () => ({ at: 0, text: null }));

/** What the database says of the whole studio, as Prometheus reads it: the same from whichever machine is asked. */
export function studioFigures(): Promise<string> {
  const state = kept.get();
  if (!state.text || performance.now() - state.at > KEEP_MS) {
    state.at = performance.now();
    state.text = read();
    // What failed is no answer to the next who asks.
    state.text.catch(() => (state.text = null));
  }
  return state.text;
}

/** Lets tests look again at once. */
export const forgetFigures = (): void => void kept.clear();

/** Clips of all teams that are not over, by state and by what they wait for ("": for nothing), and how many seconds ago the oldest was asked for. */
export const readOpenClips = () => db.$queryRaw<{ status: string; reason: string; count: number; oldest: number }[]>`
  SELECT status::text, coalesce(waiting_for::text, '') AS reason, count(*)::int AS count,
    extract(epoch FROM now() - min(created_at))::float8 AS oldest
  FROM generations WHERE next_action_at IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`;

async function read(): Promise<string> {
  const [open, alarms, money, workers, instance, jobs] = await Promise.all([
    readOpenClips(),
    db.$queryRaw<{ kind: string; level: string; count: number }[]>`
      SELECT kind, level::text, count(*)::int AS count FROM alarms WHERE cleared_at IS NULL GROUP BY 1, 2`,
    // By team, because that is how the sums are found without reading all of them.
    db.$queryRaw<{ kind: string; dollars: number; clips: number }[]>`
      SELECT kind::text, sum(micros)::float8 / 1000000 AS dollars, sum(clips)::int AS clips
      FROM teams CROSS JOIN LATERAL (
        SELECT kind, micros, clips FROM spend_totals
        WHERE team_id = teams.id AND NOT is_emulated AND day >= date_trunc('month', now() AT TIME ZONE 'UTC')::date) AS sums
      GROUP BY 1`,
    db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM worker_heartbeats WHERE seen_at > now() - interval '30 seconds'`,
    db.$queryRaw<{ held: boolean }[]>`SELECT hold_reason IS NOT NULL AS held FROM instances WHERE id = 1`,
    countFailedJobs(db),
  ]);
  const registry = new Registry();
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []): Gauge<L> =>
    new Gauge({ name: `dailies_${name}`, help, labelNames, registers: [registry] });
  const count = gauge("clips_open", "Clips that are not over, by state and by what they wait for.", ["status", "reason"]);
  const oldest = gauge("clip_open_oldest_seconds", "How long ago the oldest clip in this state was asked for.", ["status", "reason"]);
  for (const { status, reason, ...row } of open) {
    count.set({ status, reason }, row.count);
    oldest.set({ status, reason }, row.oldest);
  }
  const alarm = gauge("alarms", "Alarms that stand, as on the queue page.", ["kind", "level"]);
  for (const { kind, level, ...row } of alarms) alarm.set({ kind, level }, row.count);
  const dollars = gauge("money_month_dollars", "This month (UTC), of real accounts: reserved, settled, spared.", ["kind"]);
  const clips = gauge("money_month_clips", "Clips behind those sums.", ["kind"]);
  for (const { kind, ...row } of money) {
    dollars.set({ kind }, row.dollars);
    clips.set({ kind }, row.clips);
  }
  gauge("workers_alive", "Workers that gave a sign of life within 30 s.").set(workers[0]?.count ?? 0);
  gauge("on_hold", "1 while nothing is sent, because the studio is a copy or was restored.").set(instance[0]?.held ? 1 : 0);
  const failed = gauge("jobs_failed_last_hour", "Jobs that failed for good within the last hour.", ["job"]);
  for (const { name, ...row } of jobs) failed.set({ job: name }, row.count);
  return registry.metrics();
}

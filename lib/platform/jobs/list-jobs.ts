import type { Db } from "../db/client";

export interface Jobs {
  name: string;
  waiting: number;
  active: number;
  /** How long the oldest has been due; null: none is. */
  oldestSeconds: number | null;
  /** For good, within the last hour. */
  failed: number;
}

/** What the queue holds, by kind: what is due or comes later, what is being done, and what came to nothing. */
export async function listJobs(db: Db): Promise<Jobs[]> {
  // Before the first worker there is no queue.
  const [there] = await db.$queryRaw<{ there: boolean }[]>`SELECT to_regclass('pgboss.job') IS NOT NULL AS there`;
  if (!there?.there) return [];
  return db.$queryRaw<Jobs[]>`
    SELECT name,
      count(*) FILTER (WHERE state IN ('created', 'retry'))::int AS waiting,
      count(*) FILTER (WHERE state = 'active')::int AS active,
      extract(epoch FROM now() - min(start_after) FILTER (WHERE state IN ('created', 'retry') AND start_after <= now()))::float8 AS "oldestSeconds",
      count(*) FILTER (WHERE state = 'failed')::int AS failed
    FROM pgboss.job
    WHERE state IN ('created', 'retry', 'active') OR (state = 'failed' AND completed_on > now() - interval '1 hour')
    GROUP BY name ORDER BY name`;
}

/** The dead letters, by kind. The queue keeps them a week to be looked at. */
export const countFailedJobs = async (db: Db): Promise<{ name: string; count: number }[]> =>
  (await listJobs(db)).flatMap(({ name, failed }) => (failed > 0 ? [{ name, count: failed }] : []));

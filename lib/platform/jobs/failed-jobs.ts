import type { Db } from "../db/client";

export interface FailedJobs {
  name: string;
  count: number;
}

/** Jobs that failed for good within the last hour, by kind: the dead letters. The queue keeps them a week to be looked at. */
export async function countFailedJobs(db: Db): Promise<FailedJobs[]> {
  // Before the first worker there is no queue.
  const [there] = await db.$queryRaw<{ there: boolean }[]>`SELECT to_regclass('pgboss.job') IS NOT NULL AS there`;
  if (!there?.there) return [];
  return db.$queryRaw<FailedJobs[]>`
    SELECT name, count(*)::int AS count FROM pgboss.job
    WHERE state = 'failed' AND completed_on > now() - interval '1 hour'
    GROUP BY name ORDER BY name`;
}

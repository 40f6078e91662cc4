import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

const TIMEOUT_MS = 60_000;

/** The worker has no door to knock at: that it lives shows in the row of its heartbeat. */
export const untilWorkerBeats =
  (databaseUrl: string) =>
  async (signal: AbortSignal): Promise<void> => {
    const until = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
    await client.connect();
    try {
      // The database's own clock: it is the one that the row is stamped with.
      const { rows } = await client.query<{ now: string }>("select now()::text as now");
      for (;;) {
        const beat = await client.query("select 1 from worker_heartbeats where started_at >= $1::timestamptz - interval '1 second'", [
          rows[0]?.now,
        ]);
        if (beat.rowCount) return;
        await wait(100, undefined, { signal: until });
      }
    } finally {
      await client.end();
    }
  };

import { setTimeout as wait } from "node:timers/promises";
import { withClient } from "@/lib/platform/db/with-client";

const TIMEOUT_MS = 60_000;

/** The worker has no door to knock at: that it lives shows in the row of its heartbeat. */
export const untilWorkerBeats =
  (databaseUrl: string) =>
  async (signal: AbortSignal): Promise<void> => {
    const until = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    await withClient(databaseUrl, async (client) => {
      // The database's own clock: it is the one that the row is stamped with.
      const { rows } = await client.query<{ now: string }>("select now()::text as now");
      for (;;) {
        const beat = await client.query("select 1 from worker_heartbeats where started_at >= $1::timestamptz - interval '1 second'", [
          rows[0]?.now,
        ]);
        if (beat.rowCount) return;
        await wait(100, undefined, { signal: until });
      }
    });
  };

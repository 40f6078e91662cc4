import type pg from "pg";
import { DatabaseError } from "pg";
import { withClient } from "./with-client";

/** No setting of ours: whoever drops it on the way stands between us and the server. */
const MARK_MS = 12_345;

/**
 * Whether a pooler stands before the server at this address. Through one a connection is not the same session from one
 * statement to the next, so that what listens hears nothing, and a lock is another's.
 */
export async function hasPooler(databaseUrl: string): Promise<boolean> {
  try {
    return await withClient({ connectionString: databaseUrl, statement_timeout: MARK_MS }, async (one) => {
      const { rows } = await one.query<{ value: string }>("select current_setting('statement_timeout') as value");
      if (rows[0]?.value !== `${MARK_MS}ms`) return true;
      const before = await sessionOf(one);
      // Another's transaction is given the session that we have just had, where sessions are handed about.
      return withClient(databaseUrl, async (other) => {
        await other.query("begin");
        return (await sessionOf(other)) === before;
      });
    });
  } catch (error) {
    if (error instanceof DatabaseError && /unsupported startup parameter/.test(error.message)) return true;
    throw error;
  }
}

async function sessionOf(client: pg.Client): Promise<number> {
  return (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]!.pid;
}

/** What a session of a pooler has to bring, because we cannot ask for it from statement to statement. */
export const POOL_SESSION = "SET statement_timeout = '15s'; SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '30s'";

export type PoolerState = "ok" | "unbounded" | "another-server";

/** Whether the sessions of a pooler end what takes too long, and are those of the server that we reach directly. */
export async function checkPooler(poolUrl: string, databaseUrl: string): Promise<PoolerState> {
  const look = async (url: string): Promise<{ place: string; isBounded: boolean }> =>
    withClient(url, async (client) => {
      const { rows } = await client.query<{ place: string; isBounded: boolean }>(
        `select current_database() || ' ' || pg_postmaster_start_time() as place,
          (select bool_and(setting <> '0') from pg_settings
           where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')) as "isBounded"`,
      );
      return rows[0]!;
    });
  const [pooled, direct] = await Promise.all([look(poolUrl), look(databaseUrl)]);
  if (pooled.place !== direct.place) return "another-server";
  return pooled.isBounded ? "ok" : "unbounded";
}

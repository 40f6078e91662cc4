import "server-only";
import type { PoolConfig } from "pg";
import { getEnv } from "../env";
import { watchedClient } from "./watched-client";

/** A page must not wait longer than a person does; a worker's transactions end after 15 s anyway. */
const STATEMENT_MS = { web: 10_000, worker: 15_000 } as const;
/** What the server does not answer by then, it never will: it would have ended the statement itself. */
const GRACE_MS = 3_000;

/**
 * How every connection of this process behaves. Nobody holds a lock or an idle transaction for long, and a line that
 * went dead is found out within half a minute.
 */
export function connectionConfig(applicationName: string) {
  const env = getEnv();
  const isWorker = env.role === "worker";
  const statementMs = STATEMENT_MS[isWorker ? "worker" : "web"];
  return {
    connectionString: env.databaseUrl,
    application_name: applicationName,
    max: isWorker ? 6 : 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    statement_timeout: statementMs,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    Client: watchedClient({ silenceMs: statementMs + GRACE_MS }),
  } satisfies PoolConfig & { Client: unknown };
}

/**
 * How the connections of the pool behave: as above, or through a pooler, which knows no parameters of a session. The same
 * bounds are in its own settings then, and the start has looked (`checkPooler`).
 */
export function poolConfig(applicationName: string) {
  const { statement_timeout, lock_timeout, idle_in_transaction_session_timeout, ...rest } = connectionConfig(applicationName);
  const bounds = { statement_timeout, lock_timeout, idle_in_transaction_session_timeout };
  const { databasePoolUrl } = getEnv();
  return databasePoolUrl === undefined ? { ...rest, ...bounds } : { ...rest, connectionString: databasePoolUrl };
}

import "server-only";
import type { PoolConfig } from "pg";
import { getEnv } from "../env";

/**
 * How every connection of this process behaves. A page must not wait longer than a person does, a worker may
 * work longer; nobody holds a lock or an idle transaction for long.
 */
export function connectionConfig(applicationName: string) {
  const env = getEnv();
  const isWorker = env.role === "worker";
  return {
    connectionString: env.databaseUrl,
    application_name: applicationName,
    max: isWorker ? 6 : 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    statement_timeout: isWorker ? 60_000 : 10_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 30_000,
  } satisfies PoolConfig;
}

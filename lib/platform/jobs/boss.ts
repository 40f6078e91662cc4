import "server-only";
import { PgBoss, type Queue } from "pg-boss";
import { connectionConfig } from "../db/connection";
import { logger, logError } from "../log";
import type { JobDefinition } from "./define-job";

const SCHEMA = "pgboss";

// A worker that dies is noticed when its jobs stop beating, and the watch looks for that every 10 seconds.
const HEARTBEAT_SECONDS = 20;
const WATCH_SECONDS = 10;

/** `send`: puts jobs in, and does nothing by itself. `work`: runs them, retries them, keeps the tables small. */
export async function startBoss(purpose: "send" | "work"): Promise<PgBoss> {
  const isWorker = purpose === "work";
  const { connectionString, connectionTimeoutMillis, statement_timeout, Client } = connectionConfig("dailies-jobs");
  const boss = new PgBoss({
    connectionString,
    connectionTimeoutMillis,
    application_name: "dailies-jobs",
    options: `-c statement_timeout=${statement_timeout} -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000`,
    // Handed on to its pool.
    ...{ Client },
    schema: SCHEMA,
    max: isWorker ? 4 : 2,
    // Whoever comes first makes the tables, under a lock of pg-boss's own, so web and worker may start together.
    migrate: true,
    supervise: isWorker,
    schedule: false,
    useListenNotify: isWorker,
    superviseIntervalSeconds: WATCH_SECONDS,
    monitorIntervalSeconds: WATCH_SECONDS,
    bamIntervalSeconds: 60,
  });
  boss.on("error", (error) => logError(error, {}, "queue error"));
  boss.on("warning", (warning) => logger.warn({ detail: warning.message }, "queue warning"));
  try {
    await boss.start();
  } catch (error) {
    // A start that failed half-way has opened a pool.
    await boss.stop({ graceful: false }).catch((stopError: unknown) => logError(stopError, {}, "queue did not stop"));
    throw error;
  }
  return boss;
}

/** What the queue itself has to know of a job. */
export type AnyJob = Pick<JobDefinition, "name" | "options">;

/** Our words for a queue in pg-boss's words. */
function queueOptions({ options }: AnyJob): Omit<Queue, "name" | "policy"> {
  return {
    retryLimit: options.retryLimit ?? 3,
    retryDelay: options.retryDelaySeconds ?? 2,
    retryBackoff: true,
    retryDelayMax: 900,
    expireInSeconds: options.timeoutSeconds ?? 300,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    // Failures stay a week to be looked at, as do successes: they are small.
    deleteAfterSeconds: 7 * 86_400,
    notify: true,
  };
}

const policyOf = ({ options }: AnyJob): "short" | "exclusive" => (options.oneOf === "exclusive" ? "exclusive" : "short");

/** Makes the queue when it is missing; several processes may do so at once. */
export async function ensureQueue(boss: PgBoss, job: AnyJob): Promise<void> {
  await boss.createQueue(job.name, { ...queueOptions(job), policy: policyOf(job) });
}

/** Makes the queue, or brings it to what the definition says now. */
export async function syncQueue(boss: PgBoss, job: AnyJob): Promise<void> {
  const present = await boss.getQueue(job.name);
  // The policy of a queue is fixed at birth. Its jobs may go with it: rows are the truth, and the sweeps queue again.
  if (present && present.policy !== policyOf(job)) await boss.deleteQueue(job.name);
  await ensureQueue(boss, job);
  await boss.updateQueue(job.name, queueOptions(job));
}

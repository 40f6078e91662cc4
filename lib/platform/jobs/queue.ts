import "server-only";
import { randomUUID } from "node:crypto";
import { fromPrisma, type JobWithMetadata, type PgBoss } from "pg-boss";
import type { Tx } from "../db/client";
import { describeError, logError, logger } from "../log";
import { singleton } from "../singleton";
import { ensureQueue, startBoss, syncQueue } from "./boss";
import { definedJobNames, type JobDefinition } from "./define-job";

interface Sender {
  boss: Promise<PgBoss>;
  /** Queues that are known to exist. */
  queues: Map<string, Promise<void>>;
}

// A web process only sends. A worker process sends through an instance of its own as well: two more idle
// connections, and a sender that keeps working until the last handler has ended.
const sender = singleton<Sender>("job-sender", () => {
  const boss = startBoss("send");
  // A start that failed is forgotten, so that the next job tries again.
  boss.catch(() => void sender.clear());
  return { boss, queues: new Map() };
});

async function readySender(job: JobDefinition): Promise<PgBoss> {
  const { boss, queues } = sender.get();
  const started = await boss;
  let queue = queues.get(job.name);
  if (!queue) {
    queue = ensureQueue(started, job);
    queues.set(job.name, queue);
    queue.catch(() => queues.delete(job.name));
  }
  await queue;
  return started;
}

export interface EnqueueOptions {
  /** The job is there when this transaction commits, and was never there when it does not. */
  tx?: Tx;
  /** Of one key one job waits; see `oneOf` of the definition. Without a key every job stands for itself. */
  key?: string;
  /** Not before then: a time, or seconds from now by the database's clock. */
  startAfter?: Date | number;
}

/**
 * Queues a job; a handler starts within milliseconds of the commit. When one with the same key is waiting already
 * this one is not added, but one that is wanted at once pulls the waiting one forward.
 *
 * A broken queue never breaks the caller: rows are the truth and jobs only point at them, so the failure is logged
 * and the sweep that looks for due rows takes over. In a transaction it is undone back to a savepoint.
 * @returns whether a job waits now
 * @throws ZodError when the payload does not fit the definition, which is a bug of the caller
 */
export async function enqueue<Payload extends object>(
  job: JobDefinition<string, Payload>,
  payload: NoInfer<Payload>,
  options: EnqueueOptions = {},
): Promise<boolean> {
  const data = job.schema.parse(payload);
  try {
    // Before the savepoint: starting may take a moment the first time, and may fail without touching the transaction.
    const boss = await readySender(job);
    if (!options.tx) {
      await send(boss, job, data, options);
      return true;
    }
    return await sendInside(options.tx, boss, job, data, options);
  } catch (error) {
    if (error instanceof LostTransactionError) throw error.cause;
    logError(error, { job: job.name }, "job was not queued");
    return false;
  }
}

/** The transaction itself is gone, which its owner has to know. */
class LostTransactionError extends Error {}

async function sendInside(tx: Tx, boss: PgBoss, job: JobDefinition, data: object, options: EnqueueOptions): Promise<boolean> {
  const run = async (statement: string): Promise<void> => {
    try {
      await tx.$executeRawUnsafe(statement);
    } catch (cause) {
      throw new LostTransactionError("The transaction is over.", { cause });
    }
  };
  await run("savepoint enqueue");
  try {
    await send(boss, job, data, options);
  } catch (error) {
    await run("rollback to savepoint enqueue");
    throw error;
  }
  await run("release savepoint enqueue");
  return true;
}

async function send(boss: PgBoss, job: JobDefinition, data: object, { tx, key, startAfter }: EnqueueOptions): Promise<void> {
  const connection = tx ? { db: fromPrisma(tx) } : {};
  const id = await boss.send(job.name, data, {
    ...connection,
    // The policy counts jobs without a key as having the same one.
    singletonKey: key ?? randomUUID(),
    ...(startAfter === undefined ? {} : { startAfter }),
  });
  if (id === null && key !== undefined && startAfter === undefined) {
    await boss.update(job.name, undefined, { ...connection, singletonKey: key, startAfter: 0 });
  }
}

/** Lets go of the sending connections, at shutdown and after a test. */
export async function stopSending(): Promise<void> {
  const present = sender.clear();
  if (!present) return;
  const boss = await present.boss.catch(() => null);
  await boss?.stop({ graceful: false });
}

export interface JobContext {
  /** Aborted when the job ran longer than it may, or when the worker has to go. */
  signal: AbortSignal;
  /** 1 for the first run. */
  attempt: number;
  /** Whether a throw now is the end: no retry follows. */
  isLastAttempt: boolean;
}

/** A definition bound to what it does; made by `handle`. */
export interface BoundJob {
  readonly job: JobDefinition;
  readonly concurrency: number;
  run(data: unknown, context: JobContext): Promise<void>;
}

/**
 * Binds a job to its use case.
 * @param options.concurrency how many of this kind run at once in this process; 1 unless told
 */
export function handle<Payload extends object>(
  job: JobDefinition<string, Payload>,
  options: { concurrency?: number },
  run: (payload: Payload, context: JobContext) => Promise<unknown>,
): BoundJob {
  return {
    job,
    concurrency: options.concurrency ?? 1,
    run: async (data, context) => {
      const parsed = job.schema.safeParse(data ?? {});
      if (parsed.success) await run(parsed.data, context);
      // Left by another version of the studio. Running it again would not make it fit, and the row is still there.
      else logger.error({ job: job.name }, "a job with a payload that does not fit was dropped");
    },
  };
}

export interface RunningWorker {
  /**
   * Takes no more jobs, waits for those that run, then aborts what is left. Aborted jobs run again elsewhere, if
   * their definition lets them.
   * @param options.timeoutMs 60 s unless told: as long as a create call may take
   */
  stop(options?: { timeoutMs?: number }): Promise<void>;
}

// A NOTIFY starts a handler at once; this is how late a job with a start time, or after a lost NOTIFY, may be.
const POLL_SECONDS = 2;

/**
 * Starts to run jobs. Each kind has runners of its own, so that a slow kind does not hold up the others.
 * @throws when a job that this process knows of has no handler, or two
 */
export async function startWorker(handlers: readonly BoundJob[]): Promise<RunningWorker> {
  const names = handlers.map(({ job }) => job.name);
  const missing = [...definedJobNames()].filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Error(`No handler for: ${missing.join(", ")}`);
  if (new Set(names).size < names.length) throw new Error("A job has two handlers.");

  const boss = await startBoss("work");
  try {
    for (const { job } of handlers) await syncQueue(boss, job);
    await syncSchedules(boss, handlers);
    for (const bound of handlers) {
      for (let index = 0; index < bound.concurrency; index++) await addRunner(boss, bound);
    }
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
  return { stop: ({ timeoutMs = 60_000 } = {}) => boss.stop({ graceful: true, timeout: timeoutMs }) };
}

async function addRunner(boss: PgBoss, bound: BoundJob): Promise<void> {
  const runner = { id: "" };
  runner.id = await boss.work(
    bound.job.name,
    { includeMetadata: true, batchSize: 1, pollingIntervalSeconds: POLL_SECONDS, notifyPollingIntervalSeconds: POLL_SECONDS },
    async ([item]: JobWithMetadata[]) => {
      if (!item) return;
      try {
        await runJob(bound, item);
      } finally {
        // Look for the next one at once, instead of after the pause: one NOTIFY may have stood for many jobs.
        boss.notifyWorker(runner.id);
      }
    },
  );
}

/**
 * What the queue keeps of a failure: pg-boss stores whatever was thrown, and errors of HTTP clients carry headers
 * and bodies.
 */
class JobError extends Error {
  readonly code: string | undefined;

  constructor(cause: unknown) {
    const { name, message, code } = describeError(cause);
    super(message);
    this.name = name;
    this.code = code;
    // The log has the stack; paths of this machine say nothing to whoever looks at the queue.
    this.stack = `${name}: ${message}`;
  }
}

async function runJob({ job, run }: BoundJob, item: JobWithMetadata): Promise<void> {
  const context = { signal: item.signal, attempt: item.retryCount + 1, isLastAttempt: item.retryCount >= item.retryLimit };
  const startedAt = performance.now();
  try {
    await run(item.data, context);
    logger.debug({ job: job.name, attempt: context.attempt, durationMs: Math.round(performance.now() - startedAt) }, "job done");
  } catch (error) {
    logError(error, { job: job.name, attempt: context.attempt }, context.isLastAttempt ? "job failed" : "job failed and will run again");
    throw new JobError(error);
  }
}

// A schedule outlives the definition that made it, so the old ones go.
async function syncSchedules(boss: PgBoss, handlers: readonly BoundJob[]): Promise<void> {
  for (const { job } of handlers) if (job.options.cron) await boss.schedule(job.name, job.options.cron, {}, { tz: "UTC" });
  const scheduled = new Set(handlers.filter(({ job }) => job.options.cron).map(({ job }) => job.name));
  for (const schedule of await boss.getSchedules()) {
    if (!scheduled.has(schedule.name)) await boss.unschedule(schedule.name);
  }
}

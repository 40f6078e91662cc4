import "server-only";
import { randomUUID } from "node:crypto";
import { fromPrisma, type PgBoss } from "pg-boss";
import type { Tx } from "../db/client";
import { inSavepoint, LostTransactionError } from "../db/in-savepoint";
import { logError } from "../log";
import { singleton } from "../singleton";
import { ensureQueue, startBoss, type AnyJob } from "./boss";
import type { JobDefinition } from "./define-job";

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

async function readySender(job: AnyJob): Promise<PgBoss> {
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
    await inSavepoint(options.tx, () => send(boss, job, data, options));
    return true;
  } catch (error) {
    if (error instanceof LostTransactionError) throw error.cause;
    logError(error, { job: job.name }, "job was not queued");
    return false;
  }
}

async function send(boss: PgBoss, job: AnyJob, data: object, { tx, key, startAfter }: EnqueueOptions): Promise<void> {
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

import "server-only";
import type { JobWithMetadata, PgBoss } from "pg-boss";
import { describeError, logError, logger } from "../log";
import { traced } from "../tracing";
import { startBoss, syncQueue } from "./boss";
import type { JobDefinition, PayloadOf } from "./define-job";

export interface JobContext {
  /** Aborted when the job ran longer than it may, or when the worker has to go. */
  signal: AbortSignal;
  /** 1 for the first run. */
  attempt: number;
  /** Whether a throw now is the end: no retry follows. */
  isLastAttempt: boolean;
}

export type JobHandler<Job> = (payload: PayloadOf<Job>, context: JobContext) => Promise<unknown>;

export type JobSet = Readonly<Record<string, JobDefinition>>;

/** One handler for each definition: a job without one does not compile. */
export type HandlersFor<Jobs extends JobSet> = { readonly [Name in keyof Jobs]: JobHandler<Jobs[Name]> };

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
// One runner of a kind looks that often; whoever finds a job wakes the others, which look by themselves for the case that
// the first is busy. Sixteen of them that all looked cost a worker without work half of its processor time.
const OTHERS_POLL_SECONDS = 10;

/**
 * Starts to run jobs of every kind in `jobs`, each by the handler of the same name. Each kind has runners of its
 * own, so that a slow kind does not hold up the others.
 */
export async function startWorker<Jobs extends JobSet>(jobs: Jobs, handlers: HandlersFor<Jobs>): Promise<RunningWorker> {
  const boss = await startBoss("work");
  try {
    for (const job of Object.values<JobDefinition>(jobs)) await syncQueue(boss, job);
    for (const [name, job] of Object.entries(jobs) as [keyof Jobs, Jobs[keyof Jobs]][]) {
      const run = bind(job, handlers[name]);
      const concurrency = job.options.concurrency ?? 1;
      const runners: string[] = [];
      for (let index = 0; index < concurrency; index++) runners.push(await addRunner(boss, job.name, run, runners));
    }
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
  return { stop: ({ timeoutMs = 60_000 } = {}) => boss.stop({ graceful: true, timeout: timeoutMs }) };
}

type Run = (data: unknown, context: JobContext) => Promise<unknown>;

const bind =
  <Job extends JobDefinition>(job: Job, handler: JobHandler<Job>): Run =>
  async (data, context) => {
    const parsed = job.schema.safeParse(data ?? {});
    if (parsed.success) return handler(parsed.data as PayloadOf<Job>, context);
    // Left by another version of the studio. Running it again would not make it fit, and the row is still there.
    logger.error({ job: job.name }, "a job with a payload that does not fit was dropped");
  };

/** @param runners those of the same kind, this one too as soon as it is there */
function addRunner(boss: PgBoss, name: string, run: Run, runners: readonly string[]): Promise<string> {
  return boss.work(
    name,
    {
      includeMetadata: true,
      batchSize: 1,
      pollingIntervalSeconds: POLL_SECONDS,
      notifyPollingIntervalSeconds: runners.length === 0 ? POLL_SECONDS : OTHERS_POLL_SECONDS,
    },
    async ([item]: JobWithMetadata[]) => {
      if (!item) return;
      // One NOTIFY, or one moment, may have stood for many jobs: the others look now, and this one as soon as it is done.
      for (const id of runners) boss.notifyWorker(id);
      await runJob(name, run, item);
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

async function runJob(name: string, run: Run, item: JobWithMetadata): Promise<void> {
  const context = { signal: item.signal, attempt: item.retryCount + 1, isLastAttempt: item.retryCount >= item.retryLimit };
  const startedAt = performance.now();
  try {
    await traced(`job ${name}`, { "dailies.attempt": context.attempt }, () => run(item.data, context));
    logger.debug({ job: name, attempt: context.attempt, durationMs: Math.round(performance.now() - startedAt) }, "job done");
  } catch (error) {
    logError(error, { job: name, attempt: context.attempt }, context.isLastAttempt ? "job failed" : "job failed and will run again");
    throw new JobError(error);
  }
}

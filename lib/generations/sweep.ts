import { db, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logger } from "@/lib/platform/log";
import { getEnv } from "@/lib/platform/env";
import { acknowledge } from "./sending/acknowledge";
import { openJournal } from "./sending/journal";
import { putBackUnsent } from "./sending/unsent";
import { archiveGenerationJob, reconcileGenerationJob, sendGenerationJob } from "./jobs";
import { SWEPT_STATUSES } from "./lifecycle";
import { honourHold } from "./sending/hold";
import { wakeKeptBack, wakeRefused } from "./sending/wake";
import { databaseNow, recordTransition } from "./record-transition";
import { statusIn } from "./status-sql";

const BATCH = 200;
/** By then whoever wrote an entry has told the database, or cannot. */
const JOURNAL_GRACE_MS = 10_000;

/**
 * Acts on rows, never on the presence of jobs: whatever is due and was forgotten (a queue emptied, a worker
 * killed) gets its alarm clock again. Running and queued tasks are looked at by the poller, from the rows too.
 *
 * @returns how many generations it rang for.
 */
export async function sweepDueGenerations(): Promise<number> {
  // Before any attempt is given up: the journal may know what became of it.
  await replayJournal(JOURNAL_GRACE_MS);
  await putBackUnsent();
  await honourHold();
  await wakeRefused();
  await wakeKeptBack();
  const due = await db.$queryRaw<{ id: string; status: string }[]>`
    SELECT id, status::text FROM generations
    WHERE next_action_at <= now() AND ${statusIn(...SWEPT_STATUSES)}
    ORDER BY next_action_at LIMIT ${BATCH}`;
  for (const { id, status } of due) {
    if (status === "waiting") await enqueue(sendGenerationJob, { generationId: id }, { key: id });
    else if (status === "sending") await giveUpAttempt(id);
    else if (status === "uncertain") await enqueue(reconcileGenerationJob, { generationId: id }, { key: id });
    else await enqueue(archiveGenerationJob, { generationId: id }, { key: id });
  }
  return due.length;
}

/** Whoever held this attempt is dead, and nobody knows whether the request arrived: uncertain, never sent again. */
async function giveUpAttempt(generationId: string): Promise<void> {
  const isLost = await withTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const { count } = await tx.attempt.updateMany({
      where: { generationId, state: "sending", leaseUntil: { lte: now } },
      data: { state: "uncertain" },
    });
    if (count === 0) return false;
    await recordTransition(tx, generationId, {
      event: "lose",
      nextActionInMs: 0,
      data: { errorCode: "uncertain" },
      detail: { kind: "lease" },
    });
    return true;
  });
  if (isLost) logger.warn({ generationId }, "attempt given up as uncertain");
}

/**
 * Reads the journal of accepted tasks that the database never heard of: at the start of every worker, and again and
 * again while it runs, because a database may die alone. An entry whose attempt is unknown stays: a restored database
 * may be older than it, and it is the only trace of something that was paid for.
 */
export async function replayJournal(olderThanMs = 0): Promise<number> {
  const journal = openJournal(getEnv().dataDir);
  // What is written in the future was written before the clock was set back.
  const isOldEnough = (ageMs: number): boolean => ageMs < 0 || ageMs >= olderThanMs;
  const entries = (await journal.read()).filter((entry) => isOldEnough(Date.now() - Date.parse(entry.at)));
  let replayed = 0;
  for (const entry of entries) {
    const known = await db.attempt.findUnique({ where: { id: entry.attemptId }, select: { state: true, providerTaskId: true } });
    if (!known) continue;
    const isNew = known.state !== "acknowledged" && (await acknowledge(entry.attemptId, entry.taskId, "journal").catch(ownedElsewhere));
    if (isNew === null)
      logger.error({ attemptId: entry.attemptId, taskId: entry.taskId }, "the journal names a task that another one owns");
    else if (isNew) replayed++;
    else if (known.providerTaskId !== null && known.providerTaskId !== entry.taskId)
      logger.error({ attemptId: entry.attemptId, taskId: entry.taskId }, "one attempt made two tasks");
    await journal.remove(entry.attemptId);
  }
  if (replayed > 0) logger.warn({ count: replayed }, "journal replayed");
  return replayed;
}

/** Somebody linked that task with another request. It is looked after there, and must not hold up every other row here. */
function ownedElsewhere(error: unknown): null {
  if (isUniqueViolation(error)) return null;
  throw error;
}

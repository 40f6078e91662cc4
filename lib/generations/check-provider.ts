import { type Breaker, breakerOf } from "@/lib/connections/breaker";
import { takeCall } from "@/lib/connections/budget";
import { type Connection, findConnection, getProvider } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { failpoint } from "@/lib/platform/failpoint";
import { logger } from "@/lib/platform/log";
import { nextLookMs, pollTasks } from "@/lib/providers/poll-plan";
import { ProviderError, type TaskSnapshot, type VideoProvider } from "@/lib/providers/types";
import { backoffMs } from "@/lib/shared/backoff";
import { applySnapshot } from "./apply-snapshot";
import { isAtProvider } from "./lifecycle";
import { noteMissing } from "./note-missing";
import { wakeNextInLine } from "./wake";

const MOST_AT_ONCE = 1000;
/** One round may take this long before another worker takes the rows over. */
const CLAIM_MS = 20_000;
/** Tasks that come due this soon are looked at in the same round: a list call costs the same for all of them. */
const SLACK_MS = 1_000;
/** How long to stay away after "too fast" without a time. */
const RATE_LIMIT_PAUSE_MS = 5_000;

/**
 * Looks at every task that is due: in native style one list call for many, and single queries only for what the
 * list omits; in OpenAI style one query each. Rows are claimed first, so that several workers share the work.
 *
 * @returns how many rows were due.
 */
export async function checkDueTasks(): Promise<number> {
  let count = 0;
  for (const account of await dueAccounts()) {
    const connection = await findConnection(account);
    // Its key was taken away: the clips wait for it to come back, and the settings page says so.
    if (connection) count += await checkAccount(connection);
  }
  return count;
}

const dueAccounts = async (): Promise<string[]> =>
  (
    await db.$queryRaw<{ account: string }[]>`
      SELECT DISTINCT provider_account AS account FROM generations
      WHERE next_action_at <= now() AND status IN ('queued', 'running') AND provider_task_id IS NOT NULL`
  ).map((row) => row.account);

async function checkAccount(connection: Connection): Promise<number> {
  const { video } = getProvider(connection);
  const breaker = breakerOf(connection.account);
  // Nothing but trouble comes back: the rows stay due, and a probe finds out when it is over.
  if (breaker.isShut()) return 0;
  const rows = await claimDue(connection.account);
  if (rows.length === 0) return 0;
  const byTask = new Map(rows.map((row) => [row.providerTaskId!, row]));
  const mayCall = async () => breaker.take() && (await takeCall(db, connection.account, "poll"));
  const result = await pollTasks(watched(video, breaker), [...byTask.keys()], mayCall);
  const pace = { tasks: rows.length, canList: video.listTasks !== undefined };
  for (const [taskId, snapshot] of result.found) {
    await failpoint("poll.mid_batch");
    await settle(byTask.get(taskId)!, snapshot, pace);
  }
  for (const [taskId, error] of result.failed) await comeBackAfter(byTask.get(taskId)!, error);
  for (const taskId of result.unreached) await later(byTask.get(taskId)!, 1_000 + Math.random() * 2_000, 0);
  return rows.length;
}

/** The same provider, whose breaker hears how each look went. What is an answer about one task is no trouble. */
function watched(video: VideoProvider, breaker: Breaker): VideoProvider {
  async function tell<T>(call: Promise<T>): Promise<T> {
    try {
      const answer = await call;
      breaker.report("ok");
      return answer;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const { kind } = error.failure;
      if (kind === "rateLimit") breaker.pause(error.retryAfterMs ?? RATE_LIMIT_PAUSE_MS);
      else breaker.report(kind === "taskNotFound" ? "ok" : "failed");
      throw error;
    }
  }
  return {
    ...video,
    getTask: (id) => tell(video.getTask(id)),
    ...(video.listTasks ? { listTasks: (filter) => tell(video.listTasks!(filter)) } : {}),
  };
}

async function claimDue(account: string): Promise<Generation[]> {
  const claimed = await db.$queryRaw<{ id: string }[]>`
    UPDATE generations SET next_action_at = now() + ${CLAIM_MS} * interval '1 millisecond'
    WHERE id IN (
      SELECT id FROM generations
      WHERE next_action_at <= now() + ${SLACK_MS} * interval '1 millisecond' AND status IN ('queued', 'running')
        AND provider_account = ${account} AND provider_task_id IS NOT NULL
      ORDER BY next_action_at LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED
    ) RETURNING id`;
  if (claimed.length === 0) return [];
  return db.generation.findMany({ where: { id: { in: claimed.map((row) => row.id) } } });
}

async function settle(row: Generation, snapshot: TaskSnapshot, pace: { tasks: number; canList: boolean }): Promise<void> {
  const ageMs = Date.now() - (row.acceptedAt ?? row.createdAt).getTime();
  await applySnapshot(row, snapshot, nextLookMs({ ageMs, ...pace }));
  const isOver = snapshot.status !== null && snapshot.status !== "queued" && snapshot.status !== "running";
  if (isOver && isAtProvider(row.status)) await wakeNextInLine();
}

/** A bad answer to one look proves nothing about the clip: keep the state, and ask again later. */
async function comeBackAfter(row: Generation, error: ProviderError): Promise<void> {
  const failures = row.failures + 1;
  logger.warn({ generationId: row.id, kind: error.failure.kind, httpStatus: error.failure.httpStatus, failures }, "query task");
  if (error.failure.kind === "taskNotFound") return noteMissing(row, error.failure);
  await later(row, error.retryAfterMs ?? backoffMs(failures, { firstMs: 3_000, maxMs: 60_000 }), 1);
}

async function later(row: Generation, waitMs: number, failures: 0 | 1): Promise<void> {
  await db.$executeRaw`
    UPDATE generations SET next_action_at = now() + ${waitMs} * interval '1 millisecond', failures = failures + ${failures}
    WHERE id = ${row.id}::uuid AND status = ${row.status}::"GenerationStatus"`;
}

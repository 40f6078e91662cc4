import { type Breaker, breakerOf } from "@/lib/connections/breaker";
import { takeCall } from "@/lib/connections/call-pace";
import { type Connection, findConnection, getProviderOf } from "@/lib/connections/connection";
import { noteReading } from "@/lib/connections/reading";
import type { ApiStyle } from "@/lib/models/catalog";
import { db } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { failpoint } from "@/lib/platform/failpoint";
import { logError, logger } from "@/lib/platform/log";
import { isRoundDue, nextLookMs, type Pace, pollTasks, SLACK_MS } from "@/lib/providers/poll-plan";
import { accountFailureOf, type FailureKind, ProviderError, type TaskSnapshot, type VideoProvider } from "@/lib/providers/types";
import { backoffMs } from "@/lib/shared/backoff";
import { applySnapshot } from "./apply-snapshot";
import { isAtProvider, POLLED_STATUSES } from "../lifecycle";
import { statusIn } from "../status-sql";
import { noteMissing } from "./note-missing";
import { databaseNow } from "../record-transition";
import { wakeNextInLine } from "./wake";

const MOST_AT_ONCE = 1000;
/** One round may take this long before another worker takes the rows over. */
const CLAIM_MS = 20_000;
/** How long to stay away after "too fast" without a time. */
const RATE_LIMIT_PAUSE_MS = 5_000;

/**
 * Looks at every task that is due. In native style everything that is open on an account shares one round: a list
 * call or a few, and single queries only for what the list omits; in OpenAI style one query each. Rows are claimed
 * first, so that several workers share the work.
 *
 * @returns how many rows were looked at.
 */
export async function checkDueTasks(): Promise<number> {
  let count = 0;
  for (const due of await dueAccounts()) {
    const connection = await findConnection(due.account);
    // Its key was taken away: the clips wait for it to come back, and the settings page says so.
    if (connection) count += await checkAccount(connection, due);
  }
  return count;
}

interface DueAccount {
  account: string;
  /** The surface they were sent through: nobody promises that the other one knows them. */
  apiStyle: ApiStyle;
  /** Tasks that are queued or running there. */
  open: number;
  /** Since any of them was seen; null: never. */
  sinceLookMs: number | null;
}

const dueAccounts = (): Promise<DueAccount[]> =>
  db.$queryRaw<DueAccount[]>`
    SELECT provider_account AS account, coalesce(api_style, 'native') AS "apiStyle", count(*)::int AS open,
           (extract(epoch FROM now() - max(last_checked_at)) * 1000)::float8 AS "sinceLookMs"
    FROM generations
    WHERE ${statusIn(...POLLED_STATUSES)} AND provider_task_id IS NOT NULL
    GROUP BY provider_account, coalesce(api_style, 'native') HAVING bool_or(next_action_at <= now())`;

async function checkAccount(connection: Connection, { apiStyle, open, sinceLookMs }: DueAccount): Promise<number> {
  const { video } = getProviderOf(connection, { apiStyle });
  const breaker = breakerOf(connection.account);
  // Nothing but trouble comes back: the rows stay due, and a probe finds out when it is over.
  if (breaker.isShut()) return 0;
  const canList = video.listTasks !== undefined;
  if (!isRoundDue({ open, sinceLookMs, canList })) return 0;
  const rows = await claimDue(connection.account, apiStyle, canList ? SLACK_MS : 0);
  if (rows.length === 0) return 0;
  const byTask = new Map(rows.map((row) => [row.providerTaskId!, row]));
  const wanted = rows.map((row) => ({ id: row.providerTaskId!, lastSeen: row.status === "running" ? row.status : ("queued" as const) }));
  const mayCall = async () => breaker.take() && (await takeCall(db, connection.account, "poll"));
  const heard: Heard = { anything: false, refusal: null };
  const result = await pollTasks(watched(video, breaker, heard), wanted, mayCall);
  if (heard.refusal !== null || heard.anything) await noteReading(db, connection.account, heard.refusal);
  const pace = { open: Math.max(open, rows.length), canList, calls: result.calls, random: Math.random(), now: await databaseNow(db) };
  const unchanged: Look[] = [];
  for (const [taskId, snapshot] of result.found) {
    const row = byTask.get(taskId)!;
    await failpoint("poll.mid_batch");
    if (isNews(row, snapshot)) await settle(row, snapshot, pace).catch((error: unknown) => leaveUnsettled(row, error));
    else unchanged.push({ id: row.id, waitMs: waitOf(row, pace) });
  }
  await noteLooks(unchanged);
  for (const [taskId, error] of result.failed) await comeBackAfter(byTask.get(taskId)!, error);
  await lookSoon(result.unreached.map((taskId) => byTask.get(taskId)!.id));
  return rows.length;
}

/** What the looks of one round came to. */
interface Heard {
  /** Some of them were answered. */
  anything: boolean;
  /** The account itself was turned away. */
  refusal: FailureKind | null;
}

/** The same provider, whose breaker hears how each look went. What is an answer about one task, or about the account, is no trouble of the provider's. */
function watched(video: VideoProvider, breaker: Breaker, heard: Heard): VideoProvider {
  async function tell<T>(call: Promise<T>): Promise<T> {
    try {
      const answer = await call;
      breaker.report("ok");
      heard.anything = true;
      return answer;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const { kind } = error.failure;
      if (kind === "rateLimit") breaker.pause(error.retryAfterMs ?? RATE_LIMIT_PAUSE_MS);
      else if (kind === "taskNotFound") {
        breaker.report("ok");
        heard.anything = true;
      } else {
        heard.refusal ??= accountFailureOf(kind);
        breaker.report(heard.refusal === kind ? "ok" : "failed");
      }
      throw error;
    }
  }
  return {
    ...video,
    getTask: (id) => tell(video.getTask(id)),
    ...(video.listTasks ? { listTasks: (filter) => tell(video.listTasks!(filter)) } : {}),
  };
}

async function claimDue(account: string, apiStyle: ApiStyle, slackMs: number): Promise<Generation[]> {
  const claimed = await db.$queryRaw<{ id: string }[]>`
    UPDATE generations SET next_action_at = now() + ${CLAIM_MS} * interval '1 millisecond'
    WHERE id IN (
      SELECT id FROM generations
      WHERE next_action_at <= now() + ${slackMs} * interval '1 millisecond' AND ${statusIn(...POLLED_STATUSES)}
        AND provider_account = ${account} AND coalesce(api_style, 'native') = ${apiStyle} AND provider_task_id IS NOT NULL
      ORDER BY next_action_at LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED
    ) RETURNING id`;
  if (claimed.length === 0) return [];
  return db.generation.findMany({ where: { id: { in: claimed.map((row) => row.id) } } });
}

/** What a round learns of its own pace, and the database's time: that clock also wrote down when a task was accepted. */
type RoundPace = Pace & { now: Date };

const waitOf = (row: Generation, { now, ...pace }: RoundPace): number =>
  nextLookMs(now.getTime() - (row.acceptedAt ?? row.createdAt).getTime(), pace);

/** Whether a look says anything that is not known yet, or ends something that was noted about looks before it. */
function isNews(row: Generation, { status }: TaskSnapshot): boolean {
  if (row.waitingFor !== null || row.errorDetail !== null || status === null) return true;
  return status !== "queued" && status !== row.status;
}

interface Look {
  id: string;
  waitMs: number;
}

/** All that still is as it was, in one statement: a thousand tasks are looked at every few seconds. */
async function noteLooks(looks: readonly Look[]): Promise<void> {
  if (looks.length === 0) return;
  await db.$executeRaw`
    UPDATE generations SET last_checked_at = now(), failures = 0, next_action_at = now() + look.wait_ms * interval '1 millisecond'
    FROM unnest(${looks.map(({ id }) => id)}::uuid[], ${looks.map(({ waitMs }) => waitMs)}::int[]) AS look(id, wait_ms)
    WHERE generations.id = look.id AND ${statusIn(...POLLED_STATUSES)}`;
}

async function settle(row: Generation, snapshot: TaskSnapshot, pace: RoundPace): Promise<void> {
  await applySnapshot(row, snapshot, waitOf(row, pace));
  const isOver = snapshot.status !== null && !POLLED_STATUSES.some((status) => status === snapshot.status);
  if (isOver && isAtProvider(row.status)) await wakeNextInLine();
}

/** One answer that cannot be written down must not keep the others of its round waiting. */
async function leaveUnsettled(row: Generation, error: unknown): Promise<void> {
  logError(error, { generationId: row.id }, "an answer could not be written down");
  const waitMs = backoffMs(row.failures + 1, { firstMs: 3_000, maxMs: 60_000 });
  await db.$executeRaw`
    UPDATE generations SET next_action_at = now() + ${waitMs} * interval '1 millisecond', failures = failures + 1
    WHERE id = ${row.id}::uuid AND status = ${row.status}::"GenerationStatus"`;
}

/** A bad answer to one look proves nothing about the clip: keep the state, and ask again later. */
async function comeBackAfter(row: Generation, error: ProviderError): Promise<void> {
  const failures = row.failures + 1;
  logger.warn({ generationId: row.id, kind: error.failure.kind, httpStatus: error.failure.httpStatus, failures }, "query task");
  if (error.failure.kind === "taskNotFound") return noteMissing(row, error.failure);
  const waitMs = error.retryAfterMs ?? backoffMs(failures, { firstMs: 3_000, maxMs: 60_000 });
  await db.$executeRaw`
    UPDATE generations SET next_action_at = now() + ${waitMs} * interval '1 millisecond', failures = failures + 1
    WHERE id = ${row.id}::uuid AND status = ${row.status}::"GenerationStatus"`;
}

/** Those that a round did not come to: the next one begins with them. */
async function lookSoon(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.$executeRaw`
    UPDATE generations SET next_action_at = now() + (1000 + random() * 2000) * interval '1 millisecond'
    WHERE id = ANY(${[...ids]}::uuid[]) AND ${statusIn(...POLLED_STATUSES)}`;
}

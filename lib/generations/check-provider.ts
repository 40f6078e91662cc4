import { takeCall } from "@/lib/connections/budget";
import { type Connection, getConnection, getProvider } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { failpoint } from "@/lib/platform/failpoint";
import { logger } from "@/lib/platform/log";
import { ProviderError, type TaskSnapshot } from "@/lib/providers/types";
import { backoffMs } from "@/lib/shared/backoff";
import { applySnapshot } from "./apply-snapshot";
import { isAtProvider } from "./lifecycle";
import { wakeNextInLine } from "./wake";

/** The largest page that the native list gives. */
const PAGE = 500;
/** One look may take this long before another worker takes the rows over. */
const CLAIM_MS = 60_000;

/**
 * How long until the next look at a task of this age, with a fifth of jitter: 3 s while young, then 5, 10 and
 * 15 s. A list call covers all of them at once, so that a short interval costs little.
 */
export function nextCheckMs(ageMs: number, random: () => number = Math.random): number {
  const base = ageMs < 60_000 ? 3_000 : ageMs < 300_000 ? 5_000 : ageMs < 3_600_000 ? 15_000 : 60_000;
  return Math.round(base * (0.9 + random() * 0.2));
}

/**
 * Looks at every task that is due: in native style one list call per page, and single queries only for what the
 * list omits; in OpenAI style one query each. Rows are claimed first, so that several workers share the work.
 *
 * @returns how many rows were due.
 */
export async function checkDueTasks(): Promise<number> {
  const connection = getConnection();
  const rows = await claimDue(connection.account);
  if (rows.length === 0) return 0;
  const listed = await listTasks(connection, rows);
  for (const row of rows) {
    const snapshot = listed.get(row.providerTaskId!);
    await failpoint("poll.mid_batch");
    if (snapshot) await settle(row, snapshot);
    else await askForOne(connection, row);
  }
  return rows.length;
}

async function claimDue(account: string): Promise<Generation[]> {
  const claimed = await db.$queryRaw<{ id: string }[]>`
    UPDATE generations SET next_action_at = now() + ${CLAIM_MS} * interval '1 millisecond'
    WHERE id IN (
      SELECT id FROM generations
      WHERE next_action_at <= now() AND status IN ('queued', 'running') AND provider_account = ${account} AND provider_task_id IS NOT NULL
      ORDER BY next_action_at LIMIT ${PAGE} FOR UPDATE SKIP LOCKED
    ) RETURNING id`;
  return db.generation.findMany({ where: { id: { in: claimed.map((row) => row.id) } } });
}

/** A list pays from two tasks on; it may lag or omit, and then the single query decides. */
async function listTasks(connection: Connection, rows: readonly Generation[]): Promise<Map<string, TaskSnapshot>> {
  const { video } = getProvider(connection);
  const found = new Map<string, TaskSnapshot>();
  if (!video.listTasks || connection.apiStyle !== "native" || rows.length < 2) return found;
  const wanted = new Set(rows.map((row) => row.providerTaskId!));
  if (!(await takeCall(db, connection.account, "poll"))) return found;
  try {
    const list = await video.listTasks({ page: 1, pageSize: PAGE });
    // What the list shows and no row of ours owns is none of our business: a relay may share accounts.
    for (const item of list.items) if (wanted.has(item.id)) found.set(item.id, item);
  } catch (error) {
    logger.warn({ err: describe(error) }, "list tasks");
  }
  return found;
}

async function askForOne(connection: Connection, row: Generation): Promise<void> {
  if (!(await takeCall(db, connection.account, "poll"))) return later(row, 1_000, false);
  try {
    await settle(row, await getProvider(connection).video.getTask(row.providerTaskId!));
  } catch (error) {
    const kind = error instanceof ProviderError ? error.failure.kind : "unknown";
    logger.warn({ generationId: row.id, kind, err: describe(error) }, "query task");
    // A bad answer to one look proves nothing about the clip: keep the state, and ask again later.
    const waitMs = error instanceof ProviderError && error.retryAfterMs !== null ? error.retryAfterMs : backoffMs(row.failures + 1, { firstMs: 3_000, maxMs: 60_000 });
    await later(row, waitMs, true);
  }
}

async function settle(row: Generation, snapshot: TaskSnapshot): Promise<void> {
  const ageMs = Date.now() - (row.acceptedAt ?? row.createdAt).getTime();
  await applySnapshot(row, snapshot, nextCheckMs(ageMs));
  if (snapshot.status === "succeeded" || snapshot.status === "failed" || snapshot.status === "cancelled" || snapshot.status === "expired") {
    if (isAtProvider(row.status)) await wakeNextInLine();
  }
}

async function later(row: Generation, waitMs: number, failed: boolean): Promise<void> {
  await db.$executeRaw`
    UPDATE generations SET next_action_at = now() + ${waitMs} * interval '1 millisecond', failures = failures + ${failed ? 1 : 0}
    WHERE id = ${row.id}::uuid AND status = ${row.status}::"GenerationStatus"`;
}

const describe = (error: unknown): string => (error instanceof ProviderError ? `${error.failure.kind} ${error.failure.httpStatus ?? ""}` : error instanceof Error ? error.message : "unknown");

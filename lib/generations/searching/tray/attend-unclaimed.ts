import { takeCall } from "@/lib/connections/call-pace";
import { findConnection, getProviderOf } from "@/lib/connections/connection";
import { isFinal, isPolled } from "@/lib/generations/lifecycle";
import { databaseNow } from "@/lib/generations/record-transition";
import { expectedBytes, mostBytesOf } from "@/lib/generations/keeping/disk-room";
import { fileVideo } from "@/lib/files/file-video";
import { keyOf } from "@/lib/files/keys";
import { openResultOf } from "@/lib/files/open-result";
import { recordFile, type StoredVariant } from "@/lib/files/record-file";
import { removeFile } from "@/lib/files/trash";
import { isBeyondSaving, savingDeadlines } from "@/lib/generations/keeping/deadlines";
import { problemOf } from "@/lib/generations/keeping/problem-of";
import { RESOLUTIONS, type Resolution } from "@/lib/models/catalog";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { Prisma, UnclaimedTask } from "@/lib/platform/db/generated/client";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { readLinkExpiry } from "@/lib/providers/link-expiry";
import { ProviderError, type TaskSnapshot } from "@/lib/providers/types";
import { backoffMs } from "@/lib/shared/backoff";
import { AppError } from "@/lib/shared/errors";
import { goStraightToSaving } from "../go-straight-to-saving";
import { factsOf, readTaskFacts } from "../task-facts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Renewed while bytes flow; a worker that was killed gives the row back after this. */
const CLAIM_SECONDS = 60;
const RENEW_MS = 20_000;
/** What is only perhaps ours takes no room that is needed for what certainly is. */
const LEAVE_FREE_BYTES = 1024 ** 3;
/** The provider forgets a task after seven days; a day later there is nothing to hope for. */
const FORGOTTEN_MS = 8 * DAY_MS;
/** "Not ours" may be a mistake: the file stays so long. */
export const KEEP_DISMISSED_MS = 30 * DAY_MS;

/**
 * Does what is due for one entry of the tray: looks whether its task is done, copies its file to our storage before
 * the link dies, or clears the file away when it is not needed any more. May run twice, late, or not at all.
 */
export async function attendUnclaimed(id: string, signal?: AbortSignal): Promise<void> {
  const row = await claim(id);
  if (!row) return;
  if (row.status === "waiting") return look(row, signal);
  if (row.status === "saving") return save(row, signal);
  if (row.status === "assigned" || row.status === "dismissed") return clearAway(row);
}

async function claim(id: string): Promise<UnclaimedTask | null> {
  const count = await db.$executeRaw`
    UPDATE unclaimed_tasks SET next_action_at = now() + ${CLAIM_SECONDS} * interval '1 second'
    WHERE id = ${id}::uuid AND next_action_at <= now()`;
  return count === 0 ? null : db.unclaimedTask.findUnique({ where: { id } });
}

const renew = (id: string): Promise<number> =>
  db.$executeRaw`
    UPDATE unclaimed_tasks SET next_action_at = now() + ${CLAIM_SECONDS} * interval '1 second' WHERE id = ${id}::uuid AND status = 'saving'`;

async function later(row: UnclaimedTask, waitMs: number, failures = row.failures): Promise<void> {
  const now = await databaseNow(db);
  await db.unclaimedTask.updateMany({
    where: { id: row.id, status: row.status },
    data: { nextActionAt: new Date(now.getTime() + waitMs), failures },
  });
}

async function look(row: UnclaimedTask, signal: AbortSignal | undefined): Promise<void> {
  const connection = await findConnection(row.providerAccount);
  if (!connection) return later(row, 10 * MINUTE_MS);
  if (!(await takeCall(db, connection.account, "poll"))) return later(row, 2_000);
  let task: TaskSnapshot;
  try {
    // What a list shows, the native surface can be asked about.
    task = await getProviderOf(connection, { apiStyle: "native" }).video.getTask(row.providerTaskId);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return comeBack(row, error);
  }
  await note(row, task);
  const now = await db.unclaimedTask.findUniqueOrThrow({ where: { id: row.id } });
  if (now.status === "saving") await save(now, signal);
}

/** Writes down one look; facts only ever move an entry forward. */
async function note(row: UnclaimedTask, task: TaskSnapshot): Promise<void> {
  const now = await databaseNow(db);
  const facts = factsOf(task, readTaskFacts(row.facts).reason) satisfies Prisma.InputJsonObject;
  const set = (data: Prisma.UnclaimedTaskUpdateManyMutationInput) =>
    db.unclaimedTask.updateMany({ where: { id: row.id, status: row.status }, data: { ...data, facts, failures: 0 } });
  switch (task.status) {
    case "succeeded":
      await set({ status: "saving", nextActionAt: new Date(now.getTime() + CLAIM_SECONDS * 1_000), ...linkOf(task, now) });
      return;
    case "failed":
    case "cancelled":
    case "expired":
      await set({ status: "gone", nextActionAt: null });
      return;
    case "queued":
    case "running":
    case null: {
      const ageMs = now.getTime() - row.foundAt.getTime();
      const waitMs = ageMs < 10 * MINUTE_MS ? 10_000 : ageMs < 60 * MINUTE_MS ? MINUTE_MS : 5 * MINUTE_MS;
      await set({ nextActionAt: new Date(now.getTime() + waitMs) });
    }
  }
}

const linkOf = (task: TaskSnapshot, now: Date) => ({
  resultUrl: task.videoUrl,
  resultExpiresAt: task.videoUrl === null ? null : readLinkExpiry(task.videoUrl, now),
});

async function save(row: UnclaimedTask, outer: AbortSignal | undefined): Promise<void> {
  const { freeBytes } = await getStorage().check();
  const expected = bytesOf(row);
  if (freeBytes !== null && freeBytes - expected < LEAVE_FREE_BYTES) return later(row, 10 * MINUTE_MS);

  const abort = new AbortController();
  const signal = outer ? AbortSignal.any([outer, abort.signal]) : abort.signal;
  const renewing = setInterval(() => void renew(row.id).catch(() => abort.abort()), RENEW_MS);
  const maxBytes = mostBytesOf(expected);
  try {
    const open = openResultOf(
      { ...row, apiStyle: "native", variant: "video", link: row.resultUrl, succeededAt: row.foundAt },
      { maxBytes, signal, onLook: (task) => keepLink(row, task) },
    );
    await keep(row, await fileVideo(keyOf({ unclaimedId: row.id }, "video"), { maxBytes, open, signal }));
  } catch (error) {
    await comeBack(row, error);
  } finally {
    clearInterval(renewing);
  }
}

async function keepLink(row: UnclaimedTask, task: TaskSnapshot): Promise<void> {
  await db.unclaimedTask.updateMany({ where: { id: row.id, status: "saving" }, data: linkOf(task, await databaseNow(db)) });
}

function bytesOf(row: UnclaimedTask): number {
  const { resolution, durationSeconds } = readTaskFacts(row.facts);
  const known = RESOLUTIONS.find((one) => one === resolution);
  return expectedBytes(known ?? ("1080p" satisfies Resolution), durationSeconds);
}

/** The file is there, and now the row says so; also when somebody decided about it meanwhile, whom it may serve or who clears it away. */
async function keep(row: UnclaimedTask, file: StoredVariant): Promise<void> {
  await withTransaction(async (tx) => {
    const savedAt = await databaseNow(tx);
    await recordFile(tx, { unclaimedId: row.id }, file);
    const { count } = await tx.unclaimedTask.updateMany({
      where: { id: row.id, status: "saving" },
      data: { status: "saved", savedAt, failures: 0, nextActionAt: null, resultUrl: null },
    });
    if (count === 0) await tx.unclaimedTask.updateMany({ where: { id: row.id }, data: { savedAt, nextActionAt: savedAt } });
  });
}

async function comeBack(row: UnclaimedTask, error: unknown): Promise<void> {
  const failures = row.failures + 1;
  const kind = problemOf(error);
  logger.warn({ taskId: row.providerTaskId, kind, failures, err: error }, "unclaimed task not saved yet");
  if (kind === "taskNotFound" && (await isForgotten(row))) {
    logger.error({ taskId: row.providerTaskId }, "the provider has forgotten an unclaimed task before it was saved");
    await db.unclaimedTask.updateMany({ where: { id: row.id, status: row.status }, data: { status: "gone", nextActionAt: null } });
    return;
  }
  // A full disk and a missing key are no failure of the task: its link is as good as before.
  if (error instanceof AppError) return later(row, MINUTE_MS);
  await later(row, backoffMs(failures, { firstMs: 5_000, maxMs: 15 * MINUTE_MS }), failures);
}

/** Nobody can tell any more where its file was; and where it once had a way to it, that way is over as well. */
async function isForgotten(row: UnclaimedTask): Promise<boolean> {
  const createdAt = new Date(Date.parse(readTaskFacts(row.facts).createdAt ?? "") || row.foundAt);
  const now = await databaseNow(db);
  if (row.status !== "saving") return now.getTime() - createdAt.getTime() > FORGOTTEN_MS;
  return isBeyondSaving(savingDeadlines({ createdAt, sentAt: null, acceptedAt: null, succeededAt: null, resultUrl: row.resultUrl }), now);
}

/** The file goes when its clip has a copy of its own, or a month after somebody said that it is not ours. The row stays: it is never found anew. */
async function clearAway(row: UnclaimedTask): Promise<void> {
  const file = await db.file.findFirst({ where: { unclaimedId: row.id } });
  if (row.status === "assigned") {
    const owner =
      row.generationId === null ? null : await db.generation.findUnique({ where: { id: row.generationId }, select: { status: true } });
    // Whoever linked it may have died before saying that its file is here; the provider may know nothing of it any more.
    if (row.savedAt !== null && file && owner && isPolled(owner.status))
      await withTransaction((tx) => goStraightToSaving(tx, row, row.generationId!));
    if (owner && !isFinal(owner.status)) return later(row, 10 * MINUTE_MS);
    // It ended without a copy of its own: then ours may be the only one that there is.
    if (owner && owner.status !== "ready") return later(row, DAY_MS);
  } else {
    const leftMs = (row.decidedAt?.getTime() ?? 0) + KEEP_DISMISSED_MS - (await databaseNow(db)).getTime();
    if (leftMs > 0) return later(row, leftMs);
  }
  // A copy of a clip that is here anyway, or nobody's: it needs no trash.
  if (file) await removeFile(file);
  await db.unclaimedTask.updateMany({ where: { id: row.id, status: row.status }, data: { nextActionAt: null } });
}

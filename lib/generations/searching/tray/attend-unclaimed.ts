import { takeCall } from "@/lib/connections/budget";
import { type Connection, findConnection } from "@/lib/connections/connection";
import { isFinal } from "@/lib/generations/lifecycle";
import { databaseNow } from "@/lib/generations/record-transition";
import { expectedBytes } from "@/lib/generations/keeping/disk-room";
import { fileVideoAt, UnusableVideoError } from "@/lib/files/file-video";
import { RESOLUTIONS, type Resolution } from "@/lib/models/catalog";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { Prisma, UnclaimedTask } from "@/lib/platform/db/generated/client";
import { logger } from "@/lib/platform/log";
import { unclaimedKey } from "@/lib/platform/storage/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { createProvider } from "@/lib/providers/create-provider";
import { DownloadError, openResult } from "@/lib/providers/download";
import { readLinkExpiry } from "@/lib/providers/link-expiry";
import { ProviderError, type TaskSnapshot, type VideoProvider } from "@/lib/providers/types";
import { backoffMs } from "@/lib/shared/backoff";
import { AppError } from "@/lib/shared/errors";
import { goStraightToSaving } from "../go-straight-to-saving";
import { factsOf, readFacts } from "../task-facts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Renewed while bytes flow; a worker that was killed gives the row back after this. */
const CLAIM_SECONDS = 60;
const RENEW_MS = 20_000;
/** An honest clip is far below four times what we expect of it. */
const SIZE_MARGIN = 4;
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

const videoOf = (connection: Connection): VideoProvider =>
  // What a list shows, the native surface can be asked about.
  createProvider({ ...connection, apiStyle: "native" }).video;

async function look(row: UnclaimedTask, signal: AbortSignal | undefined): Promise<void> {
  const connection = await findConnection(row.providerAccount);
  if (!connection) return later(row, 10 * MINUTE_MS);
  if (!(await takeCall(db, connection.account, "poll"))) return later(row, 2_000);
  let task: TaskSnapshot;
  try {
    task = await videoOf(connection).getTask(row.providerTaskId);
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
  const facts = factsOf(task, readFacts(row.facts).reason) satisfies Prisma.InputJsonObject;
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
  const connection = await findConnection(row.providerAccount);
  if (!connection) return later(row, 10 * MINUTE_MS);
  const { freeBytes } = await getStorage().check();
  const expected = bytesOf(row);
  if (freeBytes !== null && freeBytes - expected < LEAVE_FREE_BYTES) return later(row, 10 * MINUTE_MS);

  const abort = new AbortController();
  const signal = outer ? AbortSignal.any([outer, abort.signal]) : abort.signal;
  const renewing = setInterval(() => void renew(row.id).catch(() => abort.abort()), RENEW_MS);
  try {
    const { storageKey, mimeType, sizeBytes, sha256 } = await fileVideoAt(unclaimedKey(row.id), {
      maxBytes: expected * SIZE_MARGIN,
      open: () => open(connection, row, signal),
      signal,
    });
    await keep(row, { storageKey, mimeType, sizeBytes, sha256 });
  } catch (error) {
    await comeBack(row, error);
  } finally {
    clearInterval(renewing);
  }
}

function bytesOf(row: UnclaimedTask): number {
  const { resolution, durationSeconds } = readFacts(row.facts);
  const known = RESOLUTIONS.find((one) => one === resolution);
  return expectedBytes(known ?? ("1080p" satisfies Resolution), durationSeconds);
}

/** The file as the provider serves it: by its link, or by a fresh one. */
async function open(connection: Connection, row: UnclaimedTask, signal: AbortSignal) {
  const follow = (url: string) => openResult(url, { trustedOrigins: [connection.baseUrl], maxBytes: bytesOf(row) * SIZE_MARGIN, signal });
  const isDead = row.resultExpiresAt !== null && row.resultExpiresAt < (await databaseNow(db));
  if (row.resultUrl !== null && row.failures === 0 && !isDead) return follow(row.resultUrl);
  const fresh = await videoOf(connection)
    .getTask(row.providerTaskId)
    .catch((error: unknown) => {
      if (error instanceof ProviderError && row.resultUrl !== null && !isDead) return error;
      throw error;
    });
  // Links may outlive the record: where the provider tells of no other, the one that we have is still tried.
  if (fresh instanceof ProviderError)
    return follow(row.resultUrl!).catch((error: unknown) => {
      // Refused there, too, it is the record that says how it stands.
      throw error instanceof DownloadError && error.problem !== "network" ? fresh : error;
    });
  if (fresh.videoUrl === null) throw new Error("the finished task shows no link");
  await db.unclaimedTask.updateMany({ where: { id: row.id, status: "saving" }, data: linkOf(fresh, await databaseNow(db)) });
  return follow(fresh.videoUrl);
}

/** The file is there, and now the row says so; also when somebody decided about it meanwhile, whom it may serve or who clears it away. */
async function keep(row: UnclaimedTask, file: Pick<UnclaimedTask, "storageKey" | "mimeType" | "sizeBytes" | "sha256">): Promise<void> {
  const savedAt = await databaseNow(db);
  const { count } = await db.unclaimedTask.updateMany({
    where: { id: row.id, status: "saving" },
    data: { ...file, status: "saved", savedAt, failures: 0, nextActionAt: null, resultUrl: null },
  });
  if (count === 0) await db.unclaimedTask.updateMany({ where: { id: row.id }, data: { ...file, savedAt, nextActionAt: savedAt } });
}

async function comeBack(row: UnclaimedTask, error: unknown): Promise<void> {
  const isFull = error instanceof AppError && error.code === "storage-full";
  const failures = row.failures + 1;
  const kind =
    error instanceof ProviderError
      ? error.failure.kind
      : error instanceof DownloadError
        ? error.problem
        : error instanceof UnusableVideoError
          ? error.reason
          : isFull
            ? "storage-full"
            : "unexpected";
  logger.warn({ taskId: row.providerTaskId, kind, failures, err: error }, "unclaimed task not saved yet");
  const made = Date.parse(readFacts(row.facts).createdAt ?? "") || row.foundAt.getTime();
  const isForgotten = kind === "taskNotFound" && (await databaseNow(db)).getTime() - made > FORGOTTEN_MS;
  if (isForgotten) {
    logger.error({ taskId: row.providerTaskId }, "the provider has forgotten an unclaimed task before it was saved");
    await db.unclaimedTask.updateMany({ where: { id: row.id, status: row.status }, data: { status: "gone", nextActionAt: null } });
    return;
  }
  await later(row, isFull ? MINUTE_MS : backoffMs(failures, { firstMs: 5_000, maxMs: 15 * MINUTE_MS }), failures);
}

/** The file goes when its clip has a copy of its own, or a month after somebody said that it is not ours. The row stays: it is never found anew. */
async function clearAway(row: UnclaimedTask): Promise<void> {
  if (row.status === "assigned") {
    const owner =
      row.generationId === null ? null : await db.generation.findUnique({ where: { id: row.generationId }, select: { status: true } });
    // Whoever linked it may have died before saying that its file is here; the provider may know nothing of it any more.
    if (row.savedAt !== null && row.storageKey !== null && (owner?.status === "queued" || owner?.status === "running"))
      await withTransaction((tx) => goStraightToSaving(tx, row, row.generationId!));
    if (owner && !isFinal(owner.status)) return later(row, 10 * MINUTE_MS);
    // It ended without a copy of its own: then ours may be the only one that there is.
    if (owner && owner.status !== "ready") return later(row, DAY_MS);
  } else {
    const leftMs = (row.decidedAt?.getTime() ?? 0) + KEEP_DISMISSED_MS - (await databaseNow(db)).getTime();
    if (leftMs > 0) return later(row, leftMs);
  }
  if (row.storageKey !== null) await getStorage().delete(row.storageKey);
  await db.unclaimedTask.updateMany({ where: { id: row.id, status: row.status }, data: { storageKey: null, nextActionAt: null } });
}

import { LARGEST_FRAME_BYTES, keepLastFrame, makeLastFrame, makePoster } from "@/lib/files/file-pictures";
import { fileVideo, UnusableVideoError } from "@/lib/files/file-video";
import type { OpenSource } from "@/lib/files/fetch-result";
import { keyOf } from "@/lib/files/keys";
import { MissingLinkError, openResultOf } from "@/lib/files/open-result";
import { recordFile, type StoredVariant } from "@/lib/files/record-file";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { failpoint } from "@/lib/platform/failpoint";
import { logError, logger } from "@/lib/platform/log";
import { readLinkExpiry } from "@/lib/providers/link-expiry";
import type { TaskSnapshot } from "@/lib/providers/types";
import { AppError } from "@/lib/shared/errors";
import { backoffMs } from "@/lib/shared/backoff";
import { newId } from "@/lib/shared/ids";
import { assertAboveHardMark, expectedBytes, mostBytesOf } from "./disk-room";
import { expireUnsaved } from "./expire-unsaved";
import { archiveGenerationJob, makePicturesJob } from "../jobs";
import { openKeptCopy } from "./kept-copy";
import { problemOf } from "./problem-of";
import { databaseNow, noteProgress, recordTransition } from "../record-transition";

/** Renewed while bytes flow; a worker that was killed gives the row back after this. */
const LEASE_SECONDS = 60;
const RENEW_MS = 20_000;
/** After so many files that were no clip somebody should look. */
const MOST_UNUSABLE = 3;

/**
 * Copies a finished clip to our own storage, with its poster, last frame and technical facts, and only then calls
 * it ready. Never fails for good: a bad link is asked for anew, a full disk is waited for.
 */
export async function archiveOutput(generationId: string, signal?: AbortSignal): Promise<void> {
  const row = await claim(generationId);
  if (!row) return;
  const abort = new AbortController();
  const renew = setInterval(() => void renewLease(row).catch(() => abort.abort()), RENEW_MS);
  const either = signal ? AbortSignal.any([signal, abort.signal]) : abort.signal;
  try {
    const owner = { teamId: row.teamId, generationId: row.id };
    const video = await fileVideo(keyOf(owner, "video"), {
      maxBytes: mostBytes(row),
      lengthMs: lengthOf(row),
      open: await sourceOf(row, either),
      signal: either,
    });
    await failpoint("archive.after_rename");
    const poster = await optional(row, "poster", () => makePoster(owner));
    const lastFrame = row.returnLastFrame ? await optional(row, "lastFrame", () => fetchLastFrame(row, either)) : null;
    await finish(row, video, [poster, lastFrame]);
    await failpoint("archive.after_commit");
  } catch (error) {
    // Somebody wants this process to stop: nothing went wrong with the clip, and the next worker takes it at once.
    await (signal?.aborted ? giveBack(row) : comeBack(row, error));
  } finally {
    clearInterval(renew);
  }
}

const mostBytes = (row: Generation): number => mostBytesOf(expectedBytes(row.resolution, row.actualDuration ?? row.durationSeconds));

/** A clip of another length is downloaded three times; if it is the same each time, it is what was made and paid for. */
const lengthOf = (row: Generation): number | null => {
  const seconds = row.actualDuration ?? row.durationSeconds;
  return seconds === null || row.failures >= MOST_UNUSABLE - 1 ? null : seconds * 1_000;
};

async function claim(id: string): Promise<Generation | null> {
  const [claimed] = await db.$queryRaw<{ id: string }[]>`
    UPDATE generations
    SET lease_token = ${newId()}::uuid, lease_until = now() + ${LEASE_SECONDS} * interval '1 second', next_action_at = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE id = ${id}::uuid AND status = 'saving' AND (lease_until IS NULL OR lease_until < now())
    RETURNING id`;
  return claimed ? db.generation.findUnique({ where: { id } }) : null;
}

async function renewLease(row: Generation): Promise<void> {
  const count = await db.$executeRaw`
    UPDATE generations SET lease_until = now() + ${LEASE_SECONDS} * interval '1 second', next_action_at = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE id = ${row.id}::uuid AND lease_token = ${row.leaseToken}::uuid`;
  if (count === 0) throw new Error("the lease is somebody else's");
}

/** Our own copy out of the tray where there is one, else the file as the provider serves it. */
async function sourceOf(row: Generation, signal: AbortSignal): Promise<OpenSource> {
  const paid = openResultOf(
    { ...row, variant: "video", link: row.resultUrl, succeededAt: row.succeededAt ?? row.createdAt },
    { maxBytes: mostBytes(row), signal, onLook: (task) => keepLinks(row, task) },
  );
  return async (from) => {
    await assertAboveHardMark();
    return (await openKeptCopy(row)) ?? paid(from);
  };
}

async function keepLinks(row: Generation, { videoUrl, lastFrameUrl }: TaskSnapshot): Promise<void> {
  await db.generation.updateMany({
    where: { id: row.id, status: "saving" },
    data: {
      resultUrl: videoUrl,
      lastFrameUrl: lastFrameUrl ?? row.lastFrameUrl,
      resultExpiresAt: videoUrl === null ? null : readLinkExpiry(videoUrl, new Date()),
    },
  });
}

async function fetchLastFrame(row: Generation, signal: AbortSignal): Promise<StoredVariant> {
  const owner = { teamId: row.teamId, generationId: row.id };
  const { lastFrameUrl: link } = (await db.generation.findUnique({ where: { id: row.id }, select: { lastFrameUrl: true } })) ?? row;
  if (link === null) return makeLastFrame(owner);
  const succeededAt = row.succeededAt ?? row.createdAt;
  const open = openResultOf({ ...row, variant: "lastFrame", link, succeededAt, failures: 0 }, { maxBytes: LARGEST_FRAME_BYTES, signal });
  try {
    return await keepLastFrame(owner, (await open()).stream);
  } catch (error) {
    // No way to the provider's own: ours is cut from the clip, which is here.
    if (error instanceof MissingLinkError) return makeLastFrame(owner);
    throw error;
  }
}

/** Pictures may fail without holding up the clip; they are made again later. */
async function optional(row: Generation, kind: string, make: () => Promise<StoredVariant>): Promise<StoredVariant | null> {
  try {
    return await make();
  } catch (error) {
    logError(error, { generationId: row.id, kind }, "picture could not be made");
    return null;
  }
}

async function finish(row: Generation, video: StoredVariant, pictures: readonly (StoredVariant | null)[]): Promise<void> {
  const made = [video, ...pictures.filter((picture) => picture !== null)];
  await withTransaction(async (tx) => {
    // A crash after an earlier commit leaves nothing to do; one before it leaves no rows.
    for (const file of made) await recordFile(tx, { teamId: row.teamId, generationId: row.id }, file);
    await recordTransition(tx, row.id, { event: "archive", data: { resultUrl: null, lastFrameUrl: null, errorCode: null } });
    // Nobody waits for the rest: the strip of its frames, a picture that failed, the copy that every browser plays.
    await enqueue(makePicturesJob, { generationId: row.id }, { tx, key: row.id });
  });
}

async function giveBack(row: Generation): Promise<void> {
  await db.generation.updateMany({
    where: { id: row.id, status: "saving", leaseToken: row.leaseToken },
    data: { leaseToken: null, leaseUntil: null, nextActionAt: await databaseNow(db) },
  });
}

/** Whatever it was, the clip exists and was paid for: note why it waits, and come back. */
async function comeBack(row: Generation, error: unknown): Promise<void> {
  const failures = row.failures + 1;
  const full = error instanceof AppError && error.code === "storage-full";
  const kind = problemOf(error);
  logger.warn({ generationId: row.id, kind, failures, err: error }, "clip not saved yet");
  if (error instanceof UnusableVideoError && failures === MOST_UNUSABLE)
    logger.error({ generationId: row.id, kind, failures }, "downloaded three times, and never a clip");
  const waitMs = full ? 60_000 : backoffMs(failures, { firstMs: 5_000, maxMs: 15 * 60_000 });
  // Only who still holds the lease may say when it is looked at again: another worker may be copying it by now.
  const isOurs = await db.generation.count({ where: { id: row.id, leaseToken: row.leaseToken } });
  if (isOurs === 0) return;
  if (await expireUnsaved(row.id, error)) return;
  await noteProgress(db, row.id, "saving", {
    nextActionInMs: waitMs,
    // Waiting for room is no failure of the clip: its link is as good as before.
    data: { failures: full ? row.failures : failures, waitingFor: full ? "disk" : "retry", leaseToken: null, leaseUntil: null },
    announce: true,
  });
  await enqueue(archiveGenerationJob, { generationId: row.id }, { key: row.id, startAfter: waitMs / 1000 });
}

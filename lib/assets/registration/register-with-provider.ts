import { type Connection, findConnection, getProvider } from "@/lib/connections/connection";
import { findPause, liftRefusal, refuseAccount } from "@/lib/connections/pause";
import { db } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import type { AssetRegistration } from "@/lib/platform/db/generated/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { accountFailureOf, KEY_FAILURES, ProviderError, type ProviderFailure } from "@/lib/providers/types";
import { backoffMs } from "@/lib/shared/backoff";
import { registerAssetJob } from "./jobs";

/** Uploads cost time, not money, so they may be repeated; three refusals in a row are an answer. */
const MAX_FAILURES = 5;
/** The vendor's programs wait 60 to 120 s; a moderated video may take longer. The job id stays valid. */
const PROCESSING_DEADLINE_MS = 10 * 60_000;
/** A better key may come at any time. */
const LONGEST_PAUSE_MS = 2 * 60_000;
const LOOK_AGAIN_MS = [2_000, 3_000, 3_000, 5_000];

/**
 * Takes one step with the provider's copy of an asset: upload it, or look whether it is ready.
 * Safe to run twice: the worst that a race makes is a second copy at the provider, which is free.
 *
 * @returns true when the copy reached its end, ready or failed, so that who waits for it can be woken.
 */
export async function registerWithProvider(registrationId: string): Promise<boolean> {
  const row = await db.assetRegistration.findUnique({ where: { id: registrationId } });
  if (!row) return false;
  if (row.status === "ready" || row.status === "failed") return true;
  const connection = await findConnection(row.providerAccount);
  if (!connection) return false;
  const pause = row.jobId === null ? await findPause(db, row.providerAccount) : null;
  if (pause?.refusal && pause.leftMs > 0) return postpone(row, pause.leftMs);
  try {
    return row.jobId === null ? await upload(connection, row) : await look(connection, row, row.jobId);
  } catch (error) {
    return notedFailure(row, error);
  }
}

async function upload(connection: Connection, row: AssetRegistration): Promise<boolean> {
  await db.assetRegistration.update({ where: { id: row.id }, data: { status: "uploading" } });
  const bytes = await getStorage().withLocalFile(row.storageKey, async (file) => {
    const { openAsBlob } = await import("node:fs");
    // A file-backed blob: 50 MB of video never lies in memory.
    const blob = await openAsBlob(file, { type: row.mimeType });
    return getProvider(connection).assets.upload({ bytes: blob, kind: row.kind, mimeType: row.mimeType });
  });
  await db.assetRegistration.update({
    where: { id: row.id },
    data: { status: "processing", jobId: bytes.jobId, failures: 0, errorMessage: null, startedAt: await databaseNow(db) },
  });
  // It let us in. Whether there is credit is another matter: the library is free.
  await liftRefusal(row.providerAccount, KEY_FAILURES);
  await ring(row.id, LOOK_AGAIN_MS[0]!);
  return false;
}

/** The account was refused, and nobody's time runs out by that. */
async function postpone(row: AssetRegistration, forMs: number): Promise<boolean> {
  await db.assetRegistration.update({ where: { id: row.id }, data: { status: "waiting", startedAt: await databaseNow(db) } });
  await ring(row.id, Math.min(forMs, LONGEST_PAUSE_MS));
  return false;
}

async function look(connection: Connection, row: AssetRegistration, jobId: string): Promise<boolean> {
  const ageMs = (await databaseNow(db)).getTime() - row.startedAt.getTime();
  const previousMessages = row.errorMessage === null ? [] : row.errorMessage.split("\n");
  const job = await getProvider(connection).assets.getAsset(jobId, { ageMs, previousMessages });
  switch (job.state) {
    case "ready":
      await db.assetRegistration.update({
        where: { id: row.id },
        data: { status: "ready", providerAssetId: job.assetId, errorCode: null, errorMessage: null, failures: 0 },
      });
      return true;
    case "failed":
      return giveUp(row, job.failure);
    case "processing": {
      if (ageMs > PROCESSING_DEADLINE_MS) return giveUp(row, null);
      const looks = row.failures;
      const messages = job.message === null ? previousMessages : [...previousMessages, job.message].slice(-3);
      await db.assetRegistration.update({
        where: { id: row.id },
        data: { failures: { increment: 1 }, errorMessage: messages.length > 0 ? messages.join("\n") : null },
      });
      await ring(row.id, LOOK_AGAIN_MS[looks] ?? 5_000);
      return false;
    }
  }
}

async function notedFailure(row: AssetRegistration, error: unknown): Promise<boolean> {
  const failure = error instanceof ProviderError ? error.failure : null;
  const failures = row.failures + 1;
  logger.warn(
    { registrationId: row.id, kind: failure?.kind, httpStatus: failure?.httpStatus, failures, err: failure ? undefined : error },
    "asset registration",
  );
  const refusal = row.jobId === null ? accountFailureOf(failure?.kind ?? null) : null;
  if (refusal) return postpone(row, await refuseAccount(db, row.providerAccount, refusal));
  if (error instanceof ProviderError && !error.retryable) return giveUp(row, error.failure);
  if (row.jobId === null && failures >= MAX_FAILURES) return giveUp(row, failure);
  await db.assetRegistration.update({ where: { id: row.id }, data: { status: row.jobId === null ? "waiting" : "processing", failures } });
  const waitMs =
    error instanceof ProviderError && error.retryAfterMs !== null
      ? error.retryAfterMs
      : backoffMs(failures, { firstMs: 2_000, maxMs: 60_000 });
  await ring(row.id, waitMs);
  return false;
}

async function giveUp(row: AssetRegistration, failure: ProviderFailure | null): Promise<boolean> {
  await db.assetRegistration.update({
    where: { id: row.id },
    data: { status: "failed", errorCode: failure?.kind ?? "inputs", errorMessage: failure?.message ?? null },
  });
  return true;
}

const ring = (registrationId: string, inMs: number) =>
  enqueue(registerAssetJob, { registrationId }, { key: registrationId, startAfter: inMs / 1000 });

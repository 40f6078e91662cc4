import { findConnection } from "@/lib/connections/connection";
import { findPause, liftRefusal, refuseAccount } from "@/lib/connections/pause";
import { db, withTransaction } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import type { AssetRegistration, Prisma } from "@/lib/platform/db/generated/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { uploadName } from "@/lib/providers/asset-library/client";
import { localFailure } from "@/lib/providers/errors";
import {
  accountFailureOf,
  type AssetLibrary,
  KEY_FAILURES,
  type ListedAsset,
  ProviderError,
  type ProviderFailure,
} from "@/lib/providers/types";
import { backoffMs } from "@/lib/shared/backoff";
import { atHome } from "./at-home";
import { isExpired } from "./registration-state";
import { registerAssetJob } from "./jobs";
import { tellOfRegistration } from "./tell-of-registration";
import { releaseUploadSlot, takeUploadSlot } from "./upload-slot";

/** Uploads cost time, not money, so they may be repeated; so many refusals in a row are an answer. */
const MAX_FAILURES = 5;
/** The vendor's programs wait 60 to 120 s; a moderated video may take longer. Job and name stay valid after it. */
const PROCESSING_DEADLINE_MS = 10 * 60_000;
/** A better key may come at any time. */
const LONGEST_PAUSE_MS = 2 * 60_000;
const LOOK_AGAIN_MS = [2_000, 3_000, 3_000, 5_000];
/** The first look into the library's list comes about 15 s after the upload, and then there is one about each minute. */
const isListLook = (looks: number): boolean => looks >= 4 && (looks - 4) % 12 === 0;
/** A younger id may be refused although nothing is wrong with it: its review is not over. */
const YOUNG_MS = 10 * 60_000;
export const LOOK_AT_REFUSED_MS = 15_000;

/**
 * Takes one step with the provider's copy of an asset: upload it, or look whether it is ready.
 * Safe to run twice: the worst that a race makes is a second copy at the provider, which is free.
 *
 * @returns true when the copy reached its end, ready or failed, so that who waits for it can be woken.
 */
export async function registerWithProvider(registrationId: string): Promise<boolean> {
  const row = await db.assetRegistration.findUnique({ where: { id: registrationId } });
  if (!row) return false;
  if (row.status === "failed" || (row.status === "ready" && !isExpired(row, await databaseNow(db)))) return true;
  const connection = await findConnection(row.providerAccount);
  if (!connection) return false;
  try {
    return await atHome(connection, (library) => stepOf(row)(library, row));
  } catch (error) {
    return notedFailure(row, error);
  }
}

const stepOf = ({ status }: AssetRegistration) => (status === "ready" ? confirm : status === "processing" ? look : upload);

async function upload(library: AssetLibrary, before: AssetRegistration): Promise<boolean> {
  const { id, providerAccount: account, storageKey } = before;
  const pause = await findPause(db, account);
  if (pause?.refusal && pause.leftMs > 0) return postpone(before, pause.leftMs);
  const waitMs = await takeUploadSlot(before, (await getStorage().stat(storageKey))?.sizeBytes ?? 0);
  if (waitMs > 0) return postpone(before, waitMs);
  let tooFast: { retryAfterMs: number | null } | null = null;
  try {
    // Somebody else may have had the slot for this very file.
    const row = await db.assetRegistration.findUnique({ where: { id } });
    if (!row || (row.status !== "waiting" && row.status !== "uploading")) return false;
    // Which of the two addresses it is, is settled before the file travels.
    if (library.home.base === null) await library.probe().catch(unlessNobodyIsThere);
    const name = uploadName(id, row.kind, row.mimeType);
    // It may have arrived, and only the answer was lost.
    const found = row.status === "uploading" || row.failures > 0 ? await findQuietly(library, { name }) : null;
    if (found) return await settle(row, found);
    await change(row, { status: "uploading" });
    const { jobId } = await getStorage().withLocalFile(storageKey, async (file) => {
      const { openAsBlob } = await import("node:fs");
      // A file-backed blob: 50 MB of video never lies in memory.
      const bytes = await openAsBlob(file, { type: row.mimeType });
      return library.upload({ bytes, kind: row.kind, mimeType: row.mimeType, name, groupName: row.groupName, groupId: row.groupId });
    });
    await change(row, { status: "processing", jobId, failures: 0, errorMessage: null, startedAt: await databaseNow(db) });
  } catch (error) {
    if (error instanceof ProviderError && error.failure.kind === "assetRate") tooFast = { retryAfterMs: error.retryAfterMs };
    throw error;
  } finally {
    await releaseUploadSlot(account, tooFast);
  }
  // It let us in. Whether there is credit is another matter: the library is free.
  await liftRefusal(account, KEY_FAILURES);
  await ring(id, LOOK_AGAIN_MS[0]!);
  return false;
}

/** An answer that shows no library is no proof that there is none: the upload itself finds out. */
function unlessNobodyIsThere(error: unknown): void {
  if (!(error instanceof ProviderError) || error.failure.kind === "network") throw error;
}

/** Nobody's time runs out while it stands in line, or while the account is refused. */
async function postpone(row: AssetRegistration, forMs: number): Promise<boolean> {
  await ring(row.id, Math.min(forMs, LONGEST_PAUSE_MS));
  return false;
}

async function look(library: AssetLibrary, row: AssetRegistration): Promise<boolean> {
  const ageMs = (await databaseNow(db)).getTime() - row.startedAt.getTime();
  if (row.providerAssetId !== null) return lookAtRefused(library, row, row.providerAssetId, ageMs);
  if (row.jobId === null || isListLook(row.failures)) {
    const by = { name: uploadName(row.id, row.kind, row.mimeType) };
    const found = row.jobId === null ? await library.findAsset(by) : await findQuietly(library, by);
    if (found && found.state !== "review") return settle(row, found);
  }
  const previousMessages = row.errorMessage === null ? [] : row.errorMessage.split("\n");
  const job = row.jobId === null ? null : await library.getAsset(row.jobId, { ageMs, previousMessages });
  if (job && job.state !== "processing") return settle(row, job);
  if (ageMs > PROCESSING_DEADLINE_MS) return giveUp(row, localFailure("assetReview", ""));
  const message = job?.message ?? null;
  const messages = message === null ? previousMessages : [...previousMessages, message].slice(-3);
  await change(row, { failures: { increment: 1 }, errorMessage: messages.length > 0 ? messages.join("\n") : null });
  await ring(row.id, LOOK_AGAIN_MS[row.failures] ?? 5_000);
  return false;
}

/**
 * A request with this id was refused, as if there were no such asset. While it is young, or under review, that passes;
 * else the library has let it go, and it is uploaded again.
 */
async function lookAtRefused(library: AssetLibrary, row: AssetRegistration, assetId: string, ageMs: number): Promise<boolean> {
  const found = await library.findAsset({ assetId }).catch((error: unknown) => {
    // Without a list nobody can say: after some tries it counts as gone.
    if (row.failures < 3 || !(error instanceof ProviderError)) throw error;
    return null;
  });
  if (found?.state === "failed") return giveUp(row, found.failure);
  if (found?.state === "review" && ageMs < 2 * YOUNG_MS) return postpone(row, LOOK_AT_REFUSED_MS);
  if (found || ageMs < YOUNG_MS) {
    await change(row, { status: "ready", failures: 0, ...(found && { confirmedAt: await databaseNow(db) }) });
    return true;
  }
  return forget(row);
}

/** The library has the copy no more: another one is made of the same bytes. */
async function forget(row: AssetRegistration): Promise<boolean> {
  const nothing = { jobId: null, providerAssetId: null, failures: 0, errorMessage: null, confirmedAt: null };
  await change(row, { ...nothing, status: "waiting", forgottenAt: await databaseNow(db) });
  await ring(row.id, 0);
  return false;
}

/** Asks again for a copy of which nothing was heard for long. Whatever the answer, it may be used until the library says no. */
async function confirm(library: AssetLibrary, row: AssetRegistration): Promise<boolean> {
  const found = await library.findAsset({ assetId: row.providerAssetId ?? "" }).catch((error: unknown) => {
    if (error instanceof ProviderError) return undefined;
    throw error;
  });
  if (found === null) return forget(row);
  if (found?.state === "failed") return giveUp(row, found.failure);
  if (found) await change(row, { status: "ready", confirmedAt: await databaseNow(db) });
  return true;
}

/** Writes down what the library says of the file. */
async function settle(row: AssetRegistration, found: ListedAsset): Promise<boolean> {
  switch (found.state) {
    case "ready":
      await change(row, {
        ...{ status: "ready", providerAssetId: found.assetId, errorCode: null, errorMessage: null, failures: 0 },
        ...{ confirmedAt: await databaseNow(db), forgottenAt: null },
      });
      return true;
    case "failed":
      return giveUp(row, found.failure);
    case "review":
      await change(row, { status: "processing", failures: 0, errorMessage: null, startedAt: await databaseNow(db) });
      return postpone(row, LOOK_AGAIN_MS[0]!);
  }
}

/** The library's list where it can be read; where it cannot, the other ways go on. */
async function findQuietly(library: AssetLibrary, by: { name: string }): Promise<ListedAsset | null> {
  try {
    return await library.findAsset(by);
  } catch (error) {
    if (error instanceof ProviderError && accountFailureOf(error.failure.kind) === null) return null;
    throw error;
  }
}

async function notedFailure(row: AssetRegistration, error: unknown): Promise<boolean> {
  const failure = error instanceof ProviderError ? error.failure : null;
  const retryAfterMs = error instanceof ProviderError ? error.retryAfterMs : null;
  const isUpload = row.status !== "processing";
  logger.warn(
    {
      registrationId: row.id,
      kind: failure?.kind,
      httpStatus: failure?.httpStatus,
      failures: row.failures,
      err: failure ? undefined : error,
    },
    "asset registration",
  );
  const refusal = isUpload ? accountFailureOf(failure?.kind ?? null) : null;
  if (refusal) {
    await change(row, { status: "waiting" });
    return postpone(row, await refuseAccount(db, row.providerAccount, refusal));
  }
  if (failure?.kind === "assetRate" && isUpload) {
    await change(row, { status: "waiting" });
    return postpone(row, retryAfterMs ?? 0);
  }
  if (error instanceof ProviderError && !error.retryable) return giveUp(row, error.failure);
  const failures = row.failures + 1;
  if (isUpload && failures >= MAX_FAILURES) return giveUp(row, failure);
  // An upload whose answer was lost stays "uploading": the library's list is asked for it first.
  await change(row, { failures, ...(isUpload && failure?.kind !== "network" ? { status: "waiting" } : {}) });
  return postpone(row, retryAfterMs ?? backoffMs(failures, { firstMs: 2_000, maxMs: 60_000 }));
}

async function giveUp(row: AssetRegistration, failure: ProviderFailure | null): Promise<boolean> {
  await change(row, { status: "failed", errorCode: failure?.kind ?? "inputs", errorMessage: failure?.message ?? null });
  return true;
}

/** Writes it down; where it stands now, every page with one of its files hears at once. */
async function change(row: AssetRegistration, data: Prisma.AssetRegistrationUpdateManyMutationInput): Promise<void> {
  await withTransaction(async (tx) => {
    await tx.assetRegistration.updateMany({ where: { id: row.id }, data });
    if ("status" in data) await tellOfRegistration(tx, row);
  });
}

const ring = (registrationId: string, inMs: number) =>
  enqueue(registerAssetJob, { registrationId }, { key: registrationId, ...(inMs > 0 ? { startAfter: inMs / 1000 } : {}) });

import { stat } from "node:fs/promises";
import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { AppError } from "@/lib/shared/errors";
import { UploadEnded, withClaim } from "./claim-upload";
import { findTwin } from "./find-twin";
import { findUpload, hasEnded, type UploadRow } from "./find-upload";
import { keepFile } from "./keep-file";
import { hashOfParts, partKey, removeParts } from "./parts/part-store";
import { fileRefusal } from "./refuse-file";
import { type AssetView, toAssetView } from "./view";

/**
 * Makes an asset of an upload whose last byte is here. Asked again, also after the process that did so was killed, it goes on or
 * answers the same once more. What did not arrive as it was meant is taken away, and the row waits for it from its first byte.
 * @throws AppError not-found, conflict (another process is at it), and the refusals of a file
 */
export async function finishUpload(actor: Actor, assetId: string): Promise<AssetView> {
  const asset = await findUpload(actor, assetId);
  if (hasEnded(asset)) return outcomeOf(actor, asset);
  try {
    return await withClaim(asset, () => finish(actor, asset));
  } catch (error) {
    if (!(error instanceof UploadEnded)) throw error;
    return outcomeOf(actor, await findUpload(actor, assetId));
  }
}

async function finish(actor: Actor, asset: UploadRow): Promise<AssetView> {
  try {
    const kept = await getStorage().withLocalFile(partKey(asset.id), async (file) => {
      if ((await stat(file)).size < asset.sizeBytes) throw new AppError("conflict");
      return keepFile(actor, asset, file, await hashOfParts(asset.id));
    });
    await cleanUp(asset.id);
    return kept;
  } catch (error) {
    const isLost = error instanceof AppError && error.code === "not-found" && !hasEnded(await findUpload(actor, asset.id));
    const refusal = isLost ? fileRefusal({ code: "incomplete", values: {} }, error) : error;
    // A refused file leaves nothing; one that the disk had no room for, or that somebody else still brings, stays where it is.
    if (refusal instanceof AppError && !["storage-full", "conflict", "unavailable"].includes(refusal.code)) await cleanUp(asset.id);
    throw refusal;
  }
}

/** What cannot be taken away now is swept a day later, and changes nothing about the file. */
async function cleanUp(assetId: string): Promise<void> {
  await removeParts(assetId).catch((error: unknown) => logger.warn({ err: error, assetId }, "parts of an upload stay"));
}

/** What became of an upload that has ended. */
async function outcomeOf(actor: Actor, asset: UploadRow): Promise<AssetView> {
  if (asset.status === "failed") throw fileRefusal(toAssetView(asset).problem!);
  if (asset.status === "ready" && !asset.deletedAt) return toAssetView(asset);
  const twin = asset.sourceSha256 ? await findTwin(actor, asset.sourceSha256) : null;
  if (!twin) throw new AppError("not-found");
  return toAssetView(twin);
}

/** Somebody does not want it any more: its row goes, and with it what was reserved. */
export async function forgetUpload({ id }: UploadRow): Promise<void> {
  await db.asset.deleteMany({ where: { id, status: "uploading", inputs: { none: {} } } });
}

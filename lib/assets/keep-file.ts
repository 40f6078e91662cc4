import { createReadStream } from "node:fs";
import type { Actor } from "@/lib/access/callers/actor";
import { actorFor } from "@/lib/access/callers/actor-for";
import { may } from "@/lib/access/permissions";
import { makeThumbnail } from "@/lib/files/file-pictures";
import { keyOf, UPLOAD_VARIANTS } from "@/lib/files/keys";
import { recordFile, type StoredVariant } from "@/lib/files/record-file";
import { db, withTransaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { logger } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/singleton";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { getStorage } from "@/lib/platform/storage/storage";
import type { StoredFile } from "@/lib/platform/storage/types";
import { withScratch } from "@/lib/platform/with-scratch";
import { atMost } from "@/lib/shared/at-most";
import { AppError } from "@/lib/shared/errors";
import type { Examined } from "./examine-file";
import { findTwin } from "./find-twin";
import type { UploadRow } from "./find-upload";
import type { FileProblem } from "./limits";
import { prepareFile } from "./prepare-file";
import { fileRefusal } from "./refuse-file";
import { type AssetView, toAssetView } from "./view";

/** However many uploads end at once: each is decoded, and drawn anew. */
const examining = singleton("examinations", () => atMost(2));

/**
 * Makes of a file that has arrived the asset of its row: compared with what the team has, looked at, cleaned, fitted, kept.
 * A file that can be mended is kept with its problem; one that cannot leaves a failed row and no bytes. Bytes that the team has already give that older asset.
 * @param file a whole file on this machine, which is only read
 * @param known what it is by its bytes, where that is known already
 * @throws the refusals of a file, whose `fields.file` says which sentence; not-found and not-allowed for who was shown out
 */
export const keepFile = (actor: Actor, asset: UploadRow, file: string, known: StoredFile | null = null): Promise<AssetView> =>
  examining
    .get()(() => keep(actor, asset, file, known))
    .catch((error: unknown) => {
      throw refusalOf(error);
    });

async function keep(actor: Actor, asset: UploadRow, file: string, known: StoredFile | null): Promise<AssetView> {
  const storage = getStorage();
  const owner = { teamId: asset.teamId, assetId: asset.id };
  const key = keyOf(owner, "original");
  const arrived = known ?? (await hashFile(file));
  // Changed while it was sent, or lost to a power cut: nothing of it is what was meant.
  if (arrived?.sizeBytes !== asset.sizeBytes || (asset.sourceSha256 !== null && arrived.sha256 !== asset.sourceSha256))
    throw fileRefusal({ code: "incomplete", values: {} });

  const twin = await findTwin(actor, arrived.sha256);
  if (twin) {
    // The browser could not hash, or two people brought the same file at once: one of them is enough.
    await db.asset.updateMany({
      where: { id: asset.id, status: "uploading" },
      data: { sourceSha256: arrived.sha256, deletedAt: new Date() },
    });
    return toAssetView(twin);
  }

  return withScratch("upload", async (folder) => {
    const prepared = await prepareFile(file, folder);
    if (!prepared.ok) {
      await fail(asset, prepared.problem, prepared.facts);
      throw fileRefusal(prepared.problem);
    }
    const { examined, source: before, problem } = prepared;
    const { kind, mimeType, facts } = examined;
    const kept = await storage.put(key, createReadStream(prepared.file));
    const sourceKey = keyOf(owner, "source");
    const keptBefore = before && (await storage.put(sourceKey, createReadStream(before.file)));
    const thumbnail = await makeThumbnail(owner, kind, examined.container).catch((error: unknown) => {
      // Only a picture that cannot be drawn is broken; a clip without a poster still is a clip.
      logger.warn({ err: error, assetId: asset.id }, "no thumbnail");
      return null;
    });
    if (kind === "image" && !thumbnail) {
      await fail(asset, { code: "unreadable", values: {} }, facts);
      throw fileRefusal({ code: "unreadable", values: {} });
    }
    await refuseRemoved(actor, asset);
    return withTransaction(async (tx) => {
      const { framesPerSecond, ...measured } = facts;
      const { count } = await tx.asset.updateMany({
        where: { id: asset.id, status: "uploading" },
        data: {
          ...{ status: "ready", kind, mimeType, errorCode: problem?.code ?? null, errorValues: problem?.values ?? Prisma.DbNull },
          ...{ sizeBytes: kept.sizeBytes, sha256: kept.sha256, sourceSha256: arrived.sha256 },
          ...{ ...measured, framesPerSec: framesPerSecond },
          ...{ sourceWidth: before?.examined.facts.width ?? null, sourceHeight: before?.examined.facts.height ?? null },
        },
      });
      if (count > 0) {
        await recordFile(tx, owner, variantOf("original", key, kept, examined));
        if (before && keptBefore) await recordFile(tx, owner, variantOf("source", sourceKey, keptBefore, before.examined));
        if (thumbnail) await recordFile(tx, owner, thumbnail);
        await publish(tx, { teamId: asset.teamId, kind: "asset", id: asset.id });
      }
      return toAssetView(await tx.asset.findUniqueOrThrow({ where: { id: asset.id } }));
    });
  });
}

const variantOf = (
  variant: "original" | "source",
  key: string,
  { sizeBytes, sha256 }: StoredFile,
  { mimeType: mime, facts: { framesPerSecond, ...measured } }: Examined,
): StoredVariant => ({ variant, key, mime, bytes: BigInt(sizeBytes), sha256, ...measured, facts: { framesPerSecond }, isDerived: false });

/** Bytes may come for an hour, and who brings them may have been shown out meanwhile: then nothing of them stays. */
async function refuseRemoved(actor: Actor, asset: UploadRow): Promise<void> {
  const now = await actorFor(actor.userId, actor.teamId).catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });
  if (now && may(now, "assets.upload")) return;
  await fail(asset, { code: "notAllowed", values: {} }, null);
  throw new AppError(now ? "not-allowed" : "not-found");
}

/** The row says why, and nothing of the bytes stays. */
async function fail(
  asset: UploadRow,
  problem: FileProblem,
  facts: { width: number | null; height: number | null; durationMs: number | null; framesPerSecond: number | null } | null,
): Promise<void> {
  await db.asset.updateMany({
    where: { id: asset.id, status: "uploading" },
    data: {
      status: "failed",
      errorCode: problem.code,
      errorValues: problem.values,
      ...(facts && { width: facts.width, height: facts.height, durationMs: facts.durationMs, framesPerSec: facts.framesPerSecond }),
    },
  });
  const owner = { teamId: asset.teamId, assetId: asset.id };
  await Promise.all(UPLOAD_VARIANTS.map((variant) => getStorage().delete(keyOf(owner, variant))));
}

/** What storage says about the bytes, as a sentence about the file. */
export const refusalOf = (error: unknown): unknown =>
  error instanceof AppError && error.code === "storage-full" && !error.fields
    ? fileRefusal({ code: "storageFull", values: {} }, error)
    : error;

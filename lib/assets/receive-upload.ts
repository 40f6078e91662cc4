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
import { getStorage } from "@/lib/platform/storage/storage";
import type { ByteSource, StoredFile } from "@/lib/platform/storage/types";
import { withScratch } from "@/lib/platform/with-scratch";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { withClaim } from "./claim-upload";
import type { Examined } from "./examine-file";
import { findTwin } from "./find-twin";
import type { FileProblem } from "./limits";
import { prepareFile } from "./prepare-file";
import { fileRefusal } from "./refuse-file";
import { type AssetView, toAssetView } from "./view";

export interface Upload {
  assetId: string;
  source: ByteSource;
  /** Content-Length, or null when the client did not tell. */
  contentLength: number | null;
  signal?: AbortSignal;
}

/** The row of an upload, with the team whose it is; the use case asks whether it is this person's own. */
export const selectUpload = (assetId: string): Prisma.Sql | null =>
  isId(assetId) ? Prisma.sql`SELECT team_id AS "teamId" FROM assets WHERE id = ${assetId}::uuid` : null;

/**
 * Takes in the bytes of an asset: to storage as they come, hashed on the way, then looked at. A file that can be mended is kept with its
 * problem; one that cannot leaves a failed row and no bytes; one that did not arrive whole leaves the row as it was, to be sent again.
 * Sending again what has arrived answers the same once more. Bytes that the team has already give that older asset.
 *
 * @throws AppError not-found (also for somebody else's upload), conflict (being received right now), and the
 *   refusals of a file, whose `fields.file` says which sentence
 */
export async function receiveUpload(actor: Actor, upload: Upload): Promise<AssetView> {
  const { assetId } = upload;
  const asset = await db.asset.findFirst({ where: { id: assetId, teamId: actor.teamId, createdById: actor.userId } });
  if (!asset) throw new AppError("not-found");
  if (asset.status === "ready" && !asset.deletedAt) return toAssetView(asset);
  if (asset.deletedAt) return toAssetView(await twinOf(actor, asset.sourceSha256));
  if (asset.status === "failed") throw fileRefusal(toAssetView(asset).problem!);
  if (upload.contentLength !== null && upload.contentLength !== asset.sizeBytes) throw fileRefusal({ code: "incomplete", values: {} });
  return withClaim(asset, upload.signal, () => receive(actor, asset, upload));
}

type AssetRow = NonNullable<Awaited<ReturnType<typeof db.asset.findFirst>>>;

async function receive(actor: Actor, asset: AssetRow, { source, signal }: Upload): Promise<AssetView> {
  const storage = getStorage();
  const owner = { teamId: asset.teamId, assetId: asset.id };
  const key = keyOf(owner, "original");
  const stored = await storage
    .put(key, source, { expectedBytes: asset.sizeBytes, maxBytes: asset.sizeBytes, ...(signal ? { signal } : {}) })
    .catch((error: unknown) => {
      throw refusalOf(error);
    });

  const twin = await findTwin(actor, stored.sha256);
  if (twin) {
    // The browser could not hash, or two people brought the same file at once: one of them is enough.
    await storage.delete(key);
    await db.asset.updateMany({
      where: { id: asset.id, status: "uploading" },
      data: { sourceSha256: stored.sha256, deletedAt: new Date() },
    });
    return toAssetView(twin);
  }

  return withScratch("upload", async (folder) => {
    const prepared = await storage.withLocalFile(key, (file) => prepareFile(file, folder, signal));
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
          ...{ sizeBytes: kept.sizeBytes, sha256: kept.sha256, sourceSha256: stored.sha256 },
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
async function refuseRemoved(actor: Actor, asset: AssetRow): Promise<void> {
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
  asset: AssetRow,
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

async function twinOf(actor: Actor, sha256: string | null): Promise<AssetRow> {
  const twin = sha256 ? await findTwin(actor, sha256) : null;
  if (!twin) throw new AppError("not-found");
  return twin;
}

/** What storage says about the bytes, as a sentence about the file. A connection that broke is an upload that did not end. */
function refusalOf(error: unknown): unknown {
  if (error instanceof AppError) {
    if (error.code === "storage-full") return fileRefusal({ code: "storageFull", values: {} }, error);
    return error.code === "too-large" || error.code === "upload-incomplete"
      ? fileRefusal({ code: "incomplete", values: {} }, error)
      : error;
  }
  const code = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : "";
  return ["AbortError", "ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE", "ResponseAborted"].includes(code) ||
    (error instanceof Error && error.message === "aborted")
    ? fileRefusal({ code: "incomplete", values: {} }, error)
    : error;
}

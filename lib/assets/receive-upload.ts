import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { log } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/singleton";
import { assetKey, assetThumbnailKey } from "@/lib/platform/storage/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import type { ByteSource } from "@/lib/platform/storage/types";
import { AppError } from "@/lib/shared/errors";
import { examineFile } from "./examine-file";
import { findTwin } from "./find-twin";
import { findProblem, type FileProblem } from "./limits";
import { makeThumbnail } from "./make-thumbnail";
import { fileRefusal } from "./refuse-file";
import { type AssetView, toAssetView } from "./view";

/** Uploads that this process is receiving now: two at once for one row would write over each other. */
const receiving = singleton("receiving-uploads", () => new Set<string>());

export interface Upload {
  assetId: string;
  source: ByteSource;
  /** Content-Length, or null when the client did not tell. */
  contentLength: number | null;
  signal?: AbortSignal;
}

/**
 * Takes in the bytes of an asset: to storage as they come, hashed on the way, then looked at. A file that breaks a
 * limit leaves a failed row and no bytes; one that did not arrive whole leaves the row as it was, to be sent again.
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
  if (asset.deletedAt) return toAssetView(await twinOf(actor, asset.sha256));
  if (asset.status === "failed") throw fileRefusal(knownProblem(asset));
  if (upload.contentLength !== null && upload.contentLength !== asset.sizeBytes) throw fileRefusal({ code: "incomplete", values: {} });
  if (receiving.get().has(assetId)) throw new AppError("conflict");
  receiving.get().add(assetId);
  try {
    return await receive(actor, asset, upload);
  } finally {
    receiving.get().delete(assetId);
  }
}

type AssetRow = NonNullable<Awaited<ReturnType<typeof db.asset.findFirst>>>;

async function receive(actor: Actor, asset: AssetRow, { source, signal }: Upload): Promise<AssetView> {
  const storage = getStorage();
  const key = assetKey(asset.teamId, asset.id);
  const stored = await storage
    .put(key, source, { expectedBytes: asset.sizeBytes, maxBytes: asset.sizeBytes, ...(signal ? { signal } : {}) })
    .catch((error: unknown) => {
      throw refusalOf(error);
    });

  const twin = await findTwin(actor, stored.sha256);
  if (twin) {
    // The browser could not hash, or two people brought the same file at once: one of them is enough.
    await storage.delete(key);
    await db.asset.updateMany({ where: { id: asset.id, status: "uploading" }, data: { sha256: stored.sha256, deletedAt: new Date() } });
    return toAssetView(twin);
  }

  const examined = await storage.withLocalFile(key, examineFile);
  const problem = examined.ok ? findProblem(examined.kind, { ...examined.facts, sizeBytes: stored.sizeBytes }) : examined.problem;
  if (!examined.ok || problem) {
    await fail(asset, problem!, examined.ok ? examined.facts : null);
    throw fileRefusal(problem!);
  }

  const { kind, mimeType, facts } = examined;
  const hasThumbnail = await makeThumbnail(asset, kind).catch((error: unknown) => {
    // Only a picture that cannot be drawn is broken; a clip without a poster still is a clip.
    log.warn({ err: error, assetId: asset.id }, "no thumbnail");
    return false;
  });
  if (kind === "image" && !hasThumbnail) {
    await fail(asset, { code: "unreadable", values: {} }, facts);
    throw fileRefusal({ code: "unreadable", values: {} });
  }
  return db.$transaction(async (tx) => {
    const { count } = await tx.asset.updateMany({
      where: { id: asset.id, status: "uploading" },
      data: {
        status: "ready",
        kind,
        mimeType,
        sizeBytes: stored.sizeBytes,
        sha256: stored.sha256,
        width: facts.width,
        height: facts.height,
        durationMs: facts.durationMs,
        framesPerSec: facts.framesPerSecond,
        errorCode: null,
      },
    });
    if (count > 0) await publish(tx, { teamId: asset.teamId, kind: "asset", id: asset.id });
    return toAssetView(await tx.asset.findUniqueOrThrow({ where: { id: asset.id } }));
  });
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
      ...(facts && { width: facts.width, height: facts.height, durationMs: facts.durationMs, framesPerSec: facts.framesPerSecond }),
    },
  });
  const storage = getStorage();
  await Promise.all([storage.delete(assetKey(asset.teamId, asset.id)), storage.delete(assetThumbnailKey(asset.teamId, asset.id))]);
}

/** The sentence of a file that was refused before: its numbers are worked out again from what was measured. */
function knownProblem(asset: AssetRow): FileProblem {
  const found = findProblem(asset.kind, {
    sizeBytes: asset.sizeBytes,
    width: asset.width,
    height: asset.height,
    durationMs: asset.durationMs,
    framesPerSecond: asset.framesPerSec,
  });
  if (found?.code === asset.errorCode) return found;
  return { code: (asset.errorCode ?? "unexpected") as FileProblem["code"], values: {} };
}

async function twinOf(actor: Actor, sha256: string | null): Promise<AssetView> {
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

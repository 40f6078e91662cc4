import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { Media } from "@/lib/platform/db/generated/client";
import { type MediaProbe, probeMedia } from "@/lib/platform/ffmpeg/probe";
import { mediaKey } from "@/lib/platform/storage/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { isWhole } from "./is-whole";
import { openResuming, type OpenSource } from "./resuming";

/** A clip in our storage, ready to become a row. The file always comes before the row. */
export type FiledVideo = Omit<Media, "id" | "teamId" | "generationId" | "createdAt" | "checkedAt" | "damagedAt"> & { kind: "video" };

/** What arrived is no clip: an error page, nothing, or half of it. It is thrown away and fetched again. */
export class UnusableVideoError extends Error {
  readonly reason: "tooSmall" | "unreadable" | "noPicture" | "cutShort" | "wrongLength";

  constructor(reason: UnusableVideoError["reason"], cause?: unknown) {
    super(`unusable video: ${reason}`, { cause });
    this.name = "UnusableVideoError";
    this.reason = reason;
  }
}

export interface FileVideoOptions {
  /** More than this is no honest clip. */
  maxBytes: number;
  /** What was asked for, in milliseconds; left out or null: any length is right. */
  lengthMs?: number | null;
  open: OpenSource;
  signal: AbortSignal;
}

/** No MP4 with a picture in it is smaller; error pages are. */
const SMALLEST_BYTES = 1024;

/** Copies a finished clip to where its generation's files lie. @throws as fileVideoAt */
export const fileVideo = (row: { id: string; teamId: string }, options: FileVideoOptions): Promise<FiledVideo> =>
  fileVideoAt(mediaKey(row.teamId, row.id, "video"), options);

/**
 * Copies a finished clip into storage and reads its technical facts off the copy. A copy that an earlier, interrupted
 * run left whole is taken as it is, so that nothing is downloaded twice.
 * @throws UnusableVideoError, AppError storage-full, DownloadError
 */
export async function fileVideoAt(storageKey: string, options: FileVideoOptions): Promise<FiledVideo> {
  const storage = getStorage();
  if ((await storage.stat(storageKey)) !== null) {
    const kept = await examineCopy(storageKey, options.lengthMs).catch(() => null);
    if (kept) {
      // Whoever wrote it may have been cut short before its name was safe.
      await storage.secure(storageKey);
      return { ...kept, sha256: await hashOf(storageKey) };
    }
    await storage.delete(storageKey);
  }
  const { bytes, contentLength } = await openResuming(options.open);
  const { sha256 } = await storage.put(storageKey, bytes, {
    contentType: "video/mp4",
    maxBytes: options.maxBytes,
    signal: options.signal,
    ...(contentLength === null ? {} : { expectedBytes: contentLength }),
  });
  try {
    return { ...(await examineCopy(storageKey, options.lengthMs)), sha256 };
  } catch (error) {
    await storage.delete(storageKey);
    throw error;
  }
}

async function examineCopy(storageKey: string, lengthMs: number | null = null): Promise<Omit<FiledVideo, "sha256">> {
  return getStorage().withLocalFile(storageKey, async (file) => {
    const { size } = await stat(file);
    if (size < SMALLEST_BYTES) throw new UnusableVideoError("tooSmall");
    const probe = await readProbe(file);
    if (probe.width === null || probe.height === null) throw new UnusableVideoError("noPicture");
    if (!(await isWhole(file))) throw new UnusableVideoError("cutShort");
    if (!isAsLong(probe.durationMs, lengthMs)) throw new UnusableVideoError("wrongLength");
    return {
      kind: "video",
      storageKey,
      mimeType: "video/mp4",
      sizeBytes: BigInt(size),
      width: probe.width,
      height: probe.height,
      durationMs: probe.durationMs,
      framesPerSec: probe.framesPerSecond,
      videoCodec: probe.videoCodec,
      audioCodec: probe.audioCodec,
    };
  });
}

/** Within a second or a tenth, whichever is more: clips have whole frames, and a little more sound than picture. */
const isAsLong = (actualMs: number | null, lengthMs: number | null): boolean =>
  actualMs === null || lengthMs === null || Math.abs(actualMs - lengthMs) <= Math.max(1_000, lengthMs / 10);

async function readProbe(file: string): Promise<MediaProbe> {
  try {
    return await probeMedia(file);
  } catch (error) {
    throw new UnusableVideoError("unreadable", error);
  }
}

async function hashOf(storageKey: string): Promise<string> {
  return getStorage().withLocalFile(storageKey, async (file) => {
    const hash = createHash("sha256");
    await pipeline(createReadStream(file), hash);
    return hash.digest("hex");
  });
}

import { stat } from "node:fs/promises";
import { type MediaProbe, probeMedia } from "@/lib/platform/ffmpeg/probe";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { getStorage } from "@/lib/platform/storage/storage";
import { fetchResult, type OpenSource } from "./fetch-result";
import { isWhole } from "./is-whole";
import type { StoredVariant } from "./record-file";

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

/**
 * Copies a finished clip into storage and reads its technical facts off the copy. A copy that an earlier, interrupted
 * run left whole is taken as it is, so that nothing is downloaded twice.
 * @throws UnusableVideoError, and as fetchResult
 */
export async function fileVideo(key: string, { lengthMs, maxBytes, open, signal }: FileVideoOptions): Promise<StoredVariant> {
  const storage = getStorage();
  if ((await storage.stat(key)) !== null) {
    const kept = await examineCopy(key, lengthMs).catch(() => null);
    if (kept) {
      // Whoever wrote it may have been cut short before its name was safe.
      await storage.secure(key);
      return { ...kept, sha256: await storage.withLocalFile(key, async (file) => (await hashFile(file))!.sha256) };
    }
    await storage.delete(key);
  }
  const { sha256 } = await fetchResult(key, { open, maxBytes, contentType: "video/mp4", signal });
  try {
    return { ...(await examineCopy(key, lengthMs)), sha256 };
  } catch (error) {
    await storage.delete(key);
    throw error;
  }
}

const examineCopy = (key: string, lengthMs: number | null = null): Promise<Omit<StoredVariant, "sha256">> =>
  getStorage().withLocalFile(key, async (file) => ({ key, variant: "video", isDerived: false, ...(await examineClip(file, lengthMs)) }));

/** What a clip is, read off the file. @throws UnusableVideoError */
export async function examineClip(
  file: string,
  lengthMs: number | null = null,
): Promise<Pick<StoredVariant, "mime" | "bytes" | "width" | "height" | "durationMs" | "facts">> {
  const { size } = await stat(file);
  if (size < SMALLEST_BYTES) throw new UnusableVideoError("tooSmall");
  const { width, height, durationMs, framesPerSecond, videoCodec, audioCodec, codecs } = await readProbe(file);
  if (width === null || height === null) throw new UnusableVideoError("noPicture");
  if (!(await isWhole(file))) throw new UnusableVideoError("cutShort");
  if (!isAsLong(durationMs, lengthMs)) throw new UnusableVideoError("wrongLength");
  const facts = { framesPerSecond, videoCodec, audioCodec, codecs };
  return { mime: "video/mp4", bytes: BigInt(size), width, height, durationMs, facts };
}

/** Within a second or a tenth, whichever is more: clips have whole frames, and a little more sound than picture. */
export const isAsLong = (actualMs: number | null, lengthMs: number | null): boolean =>
  actualMs === null || lengthMs === null || Math.abs(actualMs - lengthMs) <= Math.max(1_000, lengthMs / 10);

async function readProbe(file: string): Promise<MediaProbe> {
  try {
    return await probeMedia(file);
  } catch (error) {
    throw new UnusableVideoError("unreadable", error);
  }
}

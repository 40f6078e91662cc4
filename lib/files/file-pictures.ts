import { grabFrame, grabLastFrame } from "@/lib/platform/ffmpeg/frames";
import { makeThumbnail as makeSmall, makeWebp, probeImage, THUMBNAIL_SIDE } from "@/lib/platform/ffmpeg/image";
import { demuxer } from "@/lib/platform/ffmpeg/clean-media";
import type { Container } from "@/lib/platform/ffmpeg/probe";
import { getStorage } from "@/lib/platform/storage/storage";
import type { StoredFile } from "@/lib/platform/storage/types";
import type { AssetKind } from "@/lib/models/catalog";
import { type FileOwner, keyOf } from "./keys";
import type { StoredVariant } from "./record-file";

/** The longer side of a poster: enough for the largest card on a dense screen. */
const POSTER_SIDE = 1280;
export const LARGEST_FRAME_BYTES = 64 * 1024 * 1024;

/** The first frame, so that nothing jumps when the clip begins to play over it. Repeating it is harmless. */
export async function makePoster(clip: FileOwner): Promise<StoredVariant> {
  const storage = getStorage();
  const frame = await storage.withLocalFile(keyOf(clip, "video"), (file) => grabFrame(file, { atSeconds: 0, side: POSTER_SIDE }));
  const { bytes, width, height } = await makeWebp(frame, POSTER_SIDE);
  const key = keyOf(clip, "poster");
  const stored = await storage.put(key, bytes, { contentType: "image/webp" });
  return picture("poster", key, "image/webp", stored, { width, height }, true);
}

/** The small picture of what somebody brought, of the container that its bytes say; null for sound, which has none. */
export async function makeThumbnail(asset: FileOwner, kind: AssetKind, container: Container = "mp4"): Promise<StoredVariant | null> {
  if (kind === "audio") return null;
  const storage = getStorage();
  const { bytes, width, height } = await storage.withLocalFile(keyOf(asset, "original"), async (file) =>
    makeSmall(kind === "image" ? file : await grabFrame(file, { atSeconds: 0, side: THUMBNAIL_SIDE, demuxer: demuxer(container) })),
  );
  const key = keyOf(asset, "thumbnail");
  const stored = await storage.put(key, bytes, { contentType: "image/webp" });
  return picture("thumbnail", key, "image/webp", stored, { width, height }, true);
}

/** The very last frame, cut from our own copy. */
export async function makeLastFrame(clip: FileOwner): Promise<StoredVariant> {
  const storage = getStorage();
  const bytes = await storage.withLocalFile(keyOf(clip, "video"), (file) => grabLastFrame(file));
  return keepLastFrame(clip, bytes);
}

/** The last frame as the provider made it: the size of the clip, and without its watermark. @throws AppError unreadable-media */
export async function keepLastFrame(clip: FileOwner, source: AsyncIterable<Uint8Array> | Uint8Array): Promise<StoredVariant> {
  const storage = getStorage();
  const key = keyOf(clip, "lastFrame");
  const stored = await storage.put(key, source, { maxBytes: LARGEST_FRAME_BYTES });
  // PNG in older documents, JPEG in the newest: the bytes say.
  const { format, width, height } = await storage.withLocalFile(key, probeImage);
  return picture("lastFrame", key, `image/${format}`, stored, { width, height }, false);
}

const picture = (
  variant: StoredVariant["variant"],
  key: string,
  mime: string,
  { sizeBytes, sha256 }: StoredFile,
  size: { width: number; height: number },
  isDerived: boolean,
): StoredVariant => ({ variant, key, mime, bytes: BigInt(sizeBytes), sha256, ...size, durationMs: null, facts: {}, isDerived });

import type { Media } from "@/lib/platform/db/generated/client";
import { grabFrame, grabLastFrame } from "@/lib/platform/ffmpeg/frames";
import { makeWebp, probeImage } from "@/lib/platform/ffmpeg/image";
import { mediaKey } from "@/lib/platform/storage/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import type { StoredFile } from "@/lib/platform/storage/types";

/** A picture that belongs to a clip, ready to become a row. */
export type FiledPicture = Omit<Media, "id" | "teamId" | "generationId" | "createdAt" | "checkedAt" | "damagedAt"> & {
  kind: "poster" | "lastFrame";
};

/** The longer side of a poster: enough for the largest card on a dense screen. */
const POSTER_SIDE = 1280;

interface Clip {
  id: string;
  teamId: string;
}

/** The first frame, so that nothing jumps when the clip begins to play over it. Repeating it is harmless. */
export async function makePoster(clip: Clip): Promise<FiledPicture> {
  const storage = getStorage();
  const frame = await storage.withLocalFile(mediaKey(clip.teamId, clip.id, "video"), (file) =>
    grabFrame(file, { atSeconds: 0, side: POSTER_SIDE }),
  );
  const { bytes, width, height } = await makeWebp(frame, POSTER_SIDE);
  const storageKey = mediaKey(clip.teamId, clip.id, "poster");
  const stored = await storage.put(storageKey, bytes, { contentType: "image/webp" });
  return describe("poster", storageKey, "image/webp", stored, { width, height });
}

/** The very last frame, cut from our own copy. */
export async function makeLastFrame(clip: Clip): Promise<FiledPicture> {
  const storage = getStorage();
  const bytes = await storage.withLocalFile(mediaKey(clip.teamId, clip.id, "video"), (file) => grabLastFrame(file));
  return keepLastFrame(clip, bytes);
}

/** The last frame as the provider made it: the size of the clip, and without its watermark. @throws AppError unreadable-media */
export async function keepLastFrame(clip: Clip, source: AsyncIterable<Uint8Array> | Uint8Array): Promise<FiledPicture> {
  const storage = getStorage();
  const storageKey = mediaKey(clip.teamId, clip.id, "lastFrame");
  const stored = await storage.put(storageKey, source, { maxBytes: 64 * 1024 * 1024 });
  // PNG in older documents, JPEG in the newest: the bytes say.
  const { format, width, height } = await storage.withLocalFile(storageKey, probeImage);
  return describe("lastFrame", storageKey, `image/${format}`, stored, { width, height });
}

const describe = (
  kind: FiledPicture["kind"],
  storageKey: string,
  mimeType: string,
  stored: StoredFile,
  size: { width: number; height: number },
): FiledPicture => ({
  kind,
  storageKey,
  mimeType,
  sizeBytes: BigInt(stored.sizeBytes),
  sha256: stored.sha256,
  ...size,
  durationMs: null,
  framesPerSec: null,
  videoCodec: null,
  audioCodec: null,
});

import { grabFrame } from "@/lib/platform/ffmpeg/frames";
import { makeThumbnail as makeWebpThumbnail, THUMBNAIL_SIDE } from "@/lib/platform/ffmpeg/image";
import { assetKey, assetThumbnailKey } from "@/lib/platform/storage/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import type { AssetKind } from "@/lib/models/catalog";

/** Makes and keeps the small picture of an asset whose bytes are in storage. @returns false for sound, which has none */
export async function makeThumbnail(asset: { id: string; teamId: string }, kind: AssetKind): Promise<boolean> {
  if (kind === "audio") return false;
  const storage = getStorage();
  const { bytes } = await storage.withLocalFile(assetKey(asset.teamId, asset.id), async (path) =>
    makeWebpThumbnail(kind === "image" ? path : await grabFrame(path, { atSeconds: 0, side: THUMBNAIL_SIDE })),
  );
  await storage.put(assetThumbnailKey(asset.teamId, asset.id), bytes, { contentType: "image/webp" });
  return true;
}

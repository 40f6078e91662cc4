import { db } from "@/lib/platform/db/client";
import { getStorage } from "@/lib/platform/storage/storage";
import { assetKey, assetThumbnailKey } from "@/lib/platform/storage/keys";
import { isId } from "@/lib/shared/ids";

export const ASSET_VARIANTS = ["original", "thumbnail"] as const;
export type AssetVariant = (typeof ASSET_VARIANTS)[number];
export const isAssetVariant = (text: string): text is AssetVariant => ASSET_VARIANTS.some((known) => known === text);

/** One file of an asset, as lib/files/serve-file.ts serves it, and the team that may see it. */
export interface AssetFile {
  teamId: string;
  storageKey: string;
  mimeType: string;
  sizeBytes: number;
  /** Changes when the bytes do, and only then. */
  etag: string;
  downloadName: string;
}

/**
 * A file by its asset, whosever it is; null when there is none. Deleted assets stay readable: a finished
 * generation goes on showing what it was made from. A URL of bytes names no team, so the door asks with `teamId`
 * who may see it before anything leaves.
 */
export async function findAssetFile(assetId: string, variant: AssetVariant): Promise<AssetFile | null> {
  if (!isId(assetId)) return null;
  const row = await db.asset.findFirst({
    where: { id: assetId, status: "ready" },
    select: { id: true, teamId: true, mimeType: true, sizeBytes: true, sha256: true, name: true },
  });
  if (!row) return null;
  const { teamId, name } = row;
  const etag = `"${variant}-${(row.sha256 ?? row.id).slice(0, 24)}"`;
  if (variant === "original")
    return { teamId, storageKey: assetKey(teamId, row.id), mimeType: row.mimeType, sizeBytes: row.sizeBytes, etag, downloadName: name };
  const storageKey = assetThumbnailKey(teamId, row.id);
  const thumbnail = await getStorage().stat(storageKey);
  return thumbnail && { teamId, storageKey, mimeType: "image/webp", sizeBytes: thumbnail.sizeBytes, etag, downloadName: `${name}.webp` };
}

/** The team whose upload this is, or null; the use case asks whether it is this person's own. */
export async function findUploadTeam(assetId: string): Promise<string | null> {
  if (!isId(assetId)) return null;
  const row = await db.asset.findUnique({ where: { id: assetId }, select: { teamId: true } });
  return row?.teamId ?? null;
}

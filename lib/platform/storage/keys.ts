import type { MediaKind } from "../db/generated/enums";

// Two characters of the id's random end: folders stay small, however many files there are.
const shard = (id: string): string => id.slice(-2);

// Ids come from the database, but a key becomes a path, and a path must never be anybody's choice.
function checked(id: string): string {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new Error("A storage key is made of ids only.");
  return id.toLowerCase();
}

const assetFolder = (teamId: string, assetId: string): string => `assets/${checked(teamId)}/${shard(checked(assetId))}/${checked(assetId)}`;
const mediaFolder = (teamId: string, generationId: string): string =>
  `media/${checked(teamId)}/${shard(checked(generationId))}/${checked(generationId)}`;

const MEDIA_FILES = { video: "video.mp4", poster: "poster.webp", lastFrame: "last-frame" } as const satisfies Record<MediaKind, string>;

/** What a person brought in, byte for byte. */
export const assetKey = (teamId: string, assetId: string): string => `${assetFolder(teamId, assetId)}/original`;

/** A small WebP of it. */
export const assetThumbnailKey = (teamId: string, assetId: string): string => `${assetFolder(teamId, assetId)}/thumbnail.webp`;

/** The file of a task in the owner's tray, which belongs to no team yet. */
export const unclaimedKey = (unclaimedId: string): string => `unclaimed/${shard(checked(unclaimedId))}/${checked(unclaimedId)}/video.mp4`;

/** What a generation made. The same ids give the same key, so that saving twice is harmless. */
export const mediaKey = (teamId: string, generationId: string, kind: MediaKind): string =>
  `${mediaFolder(teamId, generationId)}/${MEDIA_FILES[kind]}`;

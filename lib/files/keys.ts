import { createHash } from "node:crypto";
import type { FileVariant } from "@/lib/platform/db/generated/enums";

/** What a file belongs to. An entry of the tray belongs to no team yet. */
export type FileOwner =
  ({ teamId: string } & ({ generationId: string } | { assetId: string } | { exportId: string })) | { unclaimedId: string };

// Two characters of the id's random end: folders stay small, however many files there are.
const shard = (id: string): string => id.slice(-2);

// Ids come from the database, but a key becomes a path, and a path must never be anybody's choice.
function checked(id: string): string {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new Error("A storage key is made of ids only.");
  return id.toLowerCase();
}

const NAMES = {
  video: "video.mp4",
  preview: "preview.mp4",
  poster: "poster.webp",
  lastFrame: "last-frame",
  sprite: "sprite.webp",
  labelled: "labelled.mp4",
  proxy: "proxy.mp4",
  watermarked: "watermarked.mp4",
  original: "original",
  source: "source",
  thumbnail: "thumbnail.webp",
} as const satisfies Record<FileVariant, string>;

/** All that may lie in storage of what a person brought. */
export const UPLOAD_VARIANTS = ["original", "source", "thumbnail"] as const satisfies readonly FileVariant[];

function folderOf(owner: FileOwner): string {
  if ("unclaimedId" in owner) return `unclaimed/${shard(checked(owner.unclaimedId))}/${checked(owner.unclaimedId)}`;
  const [kind, owned] =
    "generationId" in owner ? ["media", owner.generationId] : "assetId" in owner ? ["assets", owner.assetId] : ["exports", owner.exportId];
  const id = checked(owned);
  return `${kind}/${checked(owner.teamId)}/${shard(id)}/${id}`;
}

/** Where a file lies. The same ids, and the same words over it, give the same key, so that saving twice is harmless. */
export const keyOf = (owner: FileOwner, variant: FileVariant, mark = ""): string =>
  `${folderOf(owner)}/${mark === "" ? NAMES[variant] : NAMES[variant].replace(".", `-${hashOf(mark)}.`)}`;

const hashOf = (mark: string): string => createHash("sha256").update(mark).digest("hex").slice(0, 16);

/** What a generation made. */
export const mediaKey = (teamId: string, generationId: string, variant: "video" | "poster" | "lastFrame"): string =>
  keyOf({ teamId, generationId }, variant);

/** What a person brought in, as it is sent. */
export const assetKey = (teamId: string, assetId: string): string => keyOf({ teamId, assetId }, "original");

import type { MediaKind } from "@/lib/platform/db/generated/enums";

/** The files kept of a generation, by the name they have in URLs. */
export const MEDIA_VARIANTS = ["video", "poster", "lastFrame"] as const satisfies readonly MediaKind[];
export type MediaVariant = (typeof MEDIA_VARIANTS)[number];

export const isMediaVariant = (text: string): text is MediaVariant => MEDIA_VARIANTS.some((known) => known === text);

/** What a browser may show in place; anything else is only ever downloaded. */
const INLINE_TYPES: ReadonlySet<string> = new Set([
  "video/mp4",
  "video/webm",
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/avif",
  "image/gif",
  "audio/mpeg",
  "audio/wav",
]);
export const isShownInline = (mimeType: string): boolean => INLINE_TYPES.has(mimeType);

const EXTENSIONS: Record<string, string> = {
  "video/mp4": "mp4",
  "video/webm": "webm",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/avif": "avif",
};
export const extensionOf = (mimeType: string): string => EXTENSIONS[mimeType] ?? "bin";

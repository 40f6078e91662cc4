import type { AssetKind } from "@/lib/models/catalog";

/** Why a kind of file is not taken, where people do bring it: a message key under `assetProblems`. */
export type RefusedType = "svg";
/** Why a kind of file is kept and cannot be sent before it was converted; message keys there as well. */
export type ForeignType = "m4a" | "webm";

interface FileType {
  mime: string;
  kind: AssetKind;
  /** The first one is what a download of ours is called. */
  extensions: readonly string[];
  /** Other names that browsers and systems give to it. */
  aliases?: readonly string[];
  /** Whether a browser may show it in place; anything else is only ever downloaded. */
  isInline: boolean;
  /** Set where it may not be brought in. */
  refusal?: RefusedType;
  /** Set where it may be brought in, and the provider takes it only converted. */
  foreign?: ForeignType;
  /** ByteDance's word for it inside a `data:` address, where that is another. */
  inlineName?: string;
}

/** Every type of file that we know: what it is called, what it is, and what may be done with it. */
const FILE_TYPES: readonly FileType[] = [
  { mime: "image/jpeg", kind: "image", extensions: ["jpg", "jpeg"], aliases: ["image/jpg", "image/pjpeg"], isInline: true },
  { mime: "image/png", kind: "image", extensions: ["png"], isInline: true },
  { mime: "image/webp", kind: "image", extensions: ["webp"], isInline: true },
  { mime: "image/bmp", kind: "image", extensions: ["bmp"], aliases: ["image/x-ms-bmp", "image/x-bmp"], isInline: false },
  { mime: "image/tiff", kind: "image", extensions: ["tif", "tiff"], isInline: false },
  { mime: "image/gif", kind: "image", extensions: ["gif"], isInline: true },
  { mime: "image/heic", kind: "image", extensions: ["heic", "heif"], aliases: ["image/heif"], isInline: false },
  { mime: "image/avif", kind: "image", extensions: ["avif"], isInline: true },
  { mime: "image/svg+xml", kind: "image", extensions: ["svg"], isInline: false, refusal: "svg" },
  { mime: "video/mp4", kind: "video", extensions: ["mp4"], isInline: true },
  { mime: "video/quicktime", kind: "video", extensions: ["mov"], aliases: ["video/x-quicktime"], isInline: false },
  { mime: "video/webm", kind: "video", extensions: ["webm", "mkv"], aliases: ["video/x-matroska"], isInline: true, foreign: "webm" },
  {
    mime: "audio/mpeg",
    kind: "audio",
    extensions: ["mp3"],
    aliases: ["audio/mp3", "audio/x-mp3"],
    isInline: true,
    inlineName: "audio/mp3",
  },
  { mime: "audio/wav", kind: "audio", extensions: ["wav"], aliases: ["audio/x-wav", "audio/wave", "audio/vnd.wave"], isInline: true },
  {
    mime: "audio/mp4",
    kind: "audio",
    extensions: ["m4a"],
    aliases: ["audio/x-m4a", "audio/m4a"],
    isInline: true,
    foreign: "m4a",
  },
  { mime: "audio/aac", kind: "audio", extensions: ["aac"], aliases: ["audio/x-aac"], isInline: true, foreign: "m4a" },
  { mime: "audio/webm", kind: "audio", extensions: ["weba"], isInline: true, foreign: "webm" },
  // What their sound is packed in says more than the file around it.
  { mime: "audio/flac", kind: "audio", extensions: ["flac"], aliases: ["audio/x-flac"], isInline: true },
  { mime: "audio/ogg", kind: "audio", extensions: ["ogg", "oga", "opus"], aliases: ["application/ogg", "audio/opus"], isInline: true },
];

const BY_MIME = new Map(FILE_TYPES.flatMap((type) => [type.mime, ...(type.aliases ?? [])].map((name) => [name, type] as const)));
const BY_EXTENSION = new Map(FILE_TYPES.flatMap((type) => type.extensions.map((extension) => [extension, type] as const)));

/** The type of this name, whatever its spelling and parameters; undefined when it is none that we know. */
export const typeOf = (mime: string): FileType | undefined => BY_MIME.get(mime.split(";")[0]!.trim().toLowerCase());

/** The type that a file's name promises. */
export const typeByName = (name: string): FileType | undefined => BY_EXTENSION.get((/\.([a-z0-9]+)$/i.exec(name)?.[1] ?? "").toLowerCase());

/** What may be brought in of a kind. */
export const typesToBring = (kind: AssetKind): FileType[] => FILE_TYPES.filter((type) => type.kind === kind && !type.refusal);

export const isShownInline = (mime: string): boolean => typeOf(mime)?.isInline ?? false;

export const extensionOf = (mime: string): string => typeOf(mime)?.extensions[0] ?? "bin";

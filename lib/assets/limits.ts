import type { AssetKind } from "@/lib/models/catalog";

/**
 * What may be brought in. The strictest of the documented limits blocks: PowerTokens' asset library, with
 * ByteDance's pixel floor and ceiling. The dropzone and the server read the same table.
 */
export interface KindLimits {
  mimeTypes: readonly string[];
  extensions: readonly string[];
  maxBytes: number;
  /** Pixels, for each side. */
  side: { min: number; max: number } | null;
  /** Width divided by height. */
  shape: { min: number; max: number } | null;
  /** Width times height. */
  pixels: { min: number; max: number } | null;
  /** Seconds. A generated "2 s" clip may measure 1.9; error texts of the provider show 1.8 and 15.2. */
  seconds: { min: number; max: number } | null;
  framesPerSecond: { min: number; max: number } | null;
}

const MB = 1024 * 1024;

export const ASSET_LIMITS = {
  image: {
    mimeTypes: ["image/jpeg", "image/png", "image/webp", "image/bmp", "image/tiff", "image/gif"],
    extensions: [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".gif"],
    maxBytes: 30 * MB,
    side: { min: 300, max: 6000 },
    shape: { min: 0.4, max: 2.5 },
    pixels: null,
    seconds: null,
    framesPerSecond: null,
  },
  video: {
    mimeTypes: ["video/mp4", "video/quicktime"],
    extensions: [".mp4", ".mov"],
    maxBytes: 50 * MB,
    side: { min: 300, max: 6000 },
    shape: { min: 0.4, max: 2.5 },
    pixels: { min: 409_600, max: 927_408 },
    seconds: { min: 1.8, max: 15.2 },
    // 23.976 is what cameras and editors call 24, and 59.94 is their 60; measuring wavers a little on top.
    framesPerSecond: { min: 23.9, max: 60.1 },
  },
  audio: {
    mimeTypes: ["audio/mpeg", "audio/wav"],
    extensions: [".mp3", ".wav"],
    maxBytes: 15 * MB,
    side: null,
    shape: null,
    pixels: null,
    seconds: { min: 1.8, max: 15.2 },
    framesPerSecond: null,
  },
} as const satisfies Record<AssetKind, KindLimits>;

/** What was measured of a file; null where it does not apply or could not be read yet. */
export interface MediaFacts {
  sizeBytes: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  framesPerSecond: number | null;
}

export const LIMIT_PROBLEM_CODES = [
  "tooLarge",
  "empty",
  "tooSmallSide",
  "tooLargeSide",
  "wrongShape",
  "tooFewPixels",
  "tooManyPixels",
  "tooShort",
  "tooLong",
  "wrongFrameRate",
] as const;

/** A limit that a file breaks: a message key under `assetProblems`, with the numbers its sentence needs. */
export interface AssetProblem {
  code: (typeof LIMIT_PROBLEM_CODES)[number];
  values: Record<string, number>;
}

const outside = (value: number | null, range: { min: number; max: number } | null): "below" | "above" | null =>
  value === null || range === null ? null : value < range.min ? "below" : value > range.max ? "above" : null;

/** Every other reason for which a file is not taken; message keys under `assetProblems` as well. */
export const FILE_PROBLEM_CODES = [
  "wrongType",
  "heic",
  "avif",
  "m4a",
  "webm",
  "svg",
  "wrongCodec",
  "unreadable",
  "notAnImage",
  "addressOnly",
  "tooManyFiles",
  "incomplete",
  "network",
  "storageFull",
  "tooManyUploads",
  "gone",
  "notAllowed",
  "unexpected",
] as const;

/** What is wrong with a file on its way in, with the numbers its sentence needs. */
export interface FileProblem {
  code: AssetProblem["code"] | (typeof FILE_PROBLEM_CODES)[number];
  values: Record<string, string | number>;
}

/** The first limit that a file of this kind breaks, or null. */
export function findProblem(kind: AssetKind, facts: MediaFacts): AssetProblem | null {
  const limits: KindLimits = ASSET_LIMITS[kind];
  const { width, height } = facts;
  if (facts.sizeBytes === 0) return { code: "empty", values: {} };
  if (facts.sizeBytes > limits.maxBytes)
    return { code: "tooLarge", values: { megabytes: Math.round(facts.sizeBytes / MB), limit: limits.maxBytes / MB } };
  if (width !== null && height !== null) {
    if (outside(Math.min(width, height), limits.side) === "below")
      return { code: "tooSmallSide", values: { width, height, limit: limits.side!.min } };
    if (outside(Math.max(width, height), limits.side) === "above")
      return { code: "tooLargeSide", values: { width, height, limit: limits.side!.max } };
    if (outside(width / height, limits.shape)) return { code: "wrongShape", values: { width, height } };
    const area = outside(width * height, limits.pixels);
    if (area) return { code: area === "below" ? "tooFewPixels" : "tooManyPixels", values: { width, height } };
  }
  const seconds = facts.durationMs === null ? null : facts.durationMs / 1000;
  const length = outside(seconds, limits.seconds);
  if (length)
    return { code: length === "below" ? "tooShort" : "tooLong", values: { seconds: Math.round(seconds! * 10) / 10, min: 2, max: 15 } };
  if (outside(facts.framesPerSecond, limits.framesPerSecond))
    return { code: "wrongFrameRate", values: { fps: Math.round(facts.framesPerSecond! * 10) / 10, min: 24, max: 60 } };
  return null;
}

/** For the file choosers: what may be picked for a slot, as the `accept` attribute of an input. */
export const acceptOf = (...kinds: AssetKind[]): string =>
  kinds.flatMap((kind) => [...ASSET_LIMITS[kind].mimeTypes, ...ASSET_LIMITS[kind].extensions]).join(",");

const SAME_TYPE: Record<string, string> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "image/x-ms-bmp": "image/bmp",
  "image/x-bmp": "image/bmp",
  "audio/mp3": "audio/mpeg",
  "audio/x-mp3": "audio/mpeg",
  "audio/x-wav": "audio/wav",
  "audio/wave": "audio/wav",
  "audio/vnd.wave": "audio/wav",
  "video/x-quicktime": "video/quicktime",
};
const REFUSED_TYPES: Record<string, "heic" | "avif" | "m4a" | "webm" | "svg"> = {
  "image/heic": "heic",
  "image/heif": "heic",
  ".heic": "heic",
  ".heif": "heic",
  "image/avif": "avif",
  ".avif": "avif",
  "audio/x-m4a": "m4a",
  "audio/mp4": "m4a",
  "audio/m4a": "m4a",
  "audio/aac": "m4a",
  ".m4a": "m4a",
  ".aac": "m4a",
  "video/webm": "webm",
  "video/x-matroska": "webm",
  ".webm": "webm",
  ".mkv": "webm",
  "image/svg+xml": "svg",
  ".svg": "svg",
};

const entries = Object.entries(ASSET_LIMITS) as [AssetKind, KindLimits][];
const normalType = (mimeType: string): string => {
  const bare = mimeType.split(";")[0]!.trim().toLowerCase();
  return SAME_TYPE[bare] ?? bare;
};

/** The kind of a file by its declared type, or null when it is none of ours. Bytes are checked again on arrival. */
export const kindOfType = (mimeType: string): AssetKind | null =>
  entries.find(([, limits]) => limits.mimeTypes.includes(normalType(mimeType)))?.[0] ?? null;

/**
 * The same with the name to help: browsers know no type for some files (BMP and TIFF on several systems).
 * Both are only what somebody says; the bytes decide.
 */
export function kindOfFile(
  mimeType: string,
  name: string,
): { ok: true; kind: AssetKind; mimeType: string | null } | { ok: false; code: FileProblem["code"] } {
  const type = normalType(mimeType);
  const byType = kindOfType(type);
  if (byType) return { ok: true, kind: byType, mimeType: type };
  const extension = /\.[a-z0-9]+$/i.exec(name)?.[0].toLowerCase() ?? "";
  const refused = REFUSED_TYPES[type] ?? (type === "" || type === "application/octet-stream" ? REFUSED_TYPES[extension] : undefined);
  if (refused) return { ok: false, code: refused };
  const byName =
    type === "" || type === "application/octet-stream"
      ? entries.find(([, limits]) => limits.extensions.includes(extension))?.[0]
      : undefined;
  return byName ? { ok: true, kind: byName, mimeType: null } : { ok: false, code: "wrongType" };
}

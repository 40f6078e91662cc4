import type { AssetKind } from "@/lib/models/catalog";
import { typeByName, typeOf, typesToBring } from "@/lib/files/types";

/**
 * What may be brought in. The strictest of the documented limits blocks: PowerTokens' asset library, with
 * ByteDance's pixel floor and ceiling. The dropzone and the server read the same table.
 */
export interface KindLimits {
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
    maxBytes: 30 * MB,
    side: { min: 300, max: 6000 },
    shape: { min: 0.4, max: 2.5 },
    pixels: null,
    seconds: null,
    framesPerSecond: null,
  },
  video: {
    maxBytes: 50 * MB,
    side: { min: 300, max: 6000 },
    shape: { min: 0.4, max: 2.5 },
    pixels: { min: 409_600, max: 927_408 },
    seconds: { min: 1.8, max: 15.2 },
    // 23.976 is what cameras and editors call 24, and 59.94 is their 60; measuring wavers a little on top.
    framesPerSecond: { min: 23.9, max: 60.1 },
  },
  audio: {
    maxBytes: 15 * MB,
    side: null,
    shape: null,
    pixels: null,
    seconds: { min: 1.8, max: 15.2 },
    framesPerSecond: null,
  },
} as const satisfies Record<AssetKind, KindLimits>;

/**
 * The most bytes that may be brought of a kind. More than the provider takes, because what breaks one of its limits is kept and mended:
 * half a minute of 4k from a camera, a picture out of a scanner, an hour of speech.
 */
export const UPLOAD_CEILINGS = { image: 64 * MB, video: 500 * MB, audio: 200 * MB } as const satisfies Record<AssetKind, number>;

/** The kind whose files may be largest: more than this is none that could be brought. */
export const LARGEST_KIND = "video" satisfies AssetKind;

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
  "m4a",
  "webm",
  "svg",
  "wrongCodec",
  "wrongSoundCodec",
  "unreadable",
  "notAnImage",
  "addressOnly",
  "tooManyFiles",
  "notHere",
  "clipGone",
  "clipDamaged",
  "recipeNone",
  "recipeUnreadable",
  "recipeNewer",
  "recipeSettings",
  "incomplete",
  "network",
  "storageFull",
  "teamBytes",
  "teamFiles",
  "tooManyUploads",
  "gone",
  "notAllowed",
  "notMended",
  "unexpected",
] as const;

/** What is wrong with a file on its way in, with the numbers its sentence needs. */
export interface FileProblem {
  code: AssetProblem["code"] | (typeof FILE_PROBLEM_CODES)[number];
  values: Record<string, string | number>;
}

/** Whether a clip that breaks this limit and no other is sent all the same, because a copy that fits is made of it when it arrives. */
export const isFitted = (kind: AssetKind, problems: readonly FileProblem[]): boolean =>
  kind === "video" && problems.length === 1 && problems[0]!.code === "tooManyPixels";

/** What a person can have mended here: such a file is kept as it is, and not sent before that. */
const MENDABLE: ReadonlySet<FileProblem["code"]> = new Set([
  ...LIMIT_PROBLEM_CODES.filter((code) => code !== "empty"),
  ...(["m4a", "webm", "wrongCodec", "wrongSoundCodec"] as const),
]);

/** Whether a file with this problem is kept, so that it can be mended. */
export const isKept = ({ code }: FileProblem): boolean => MENDABLE.has(code);

const MEGABYTES = (bytes: number, limit: number) => ({ megabytes: Math.max(Math.round(bytes / MB), limit / MB + 1), limit: limit / MB });

/** Whether a file of this kind is empty, or larger than may be brought at all, or null. */
export function findCeilingProblem(kind: AssetKind, sizeBytes: number): AssetProblem | null {
  const ceiling = UPLOAD_CEILINGS[kind];
  if (sizeBytes === 0) return { code: "empty", values: {} };
  return sizeBytes > ceiling ? { code: "tooLarge", values: MEGABYTES(sizeBytes, ceiling) } : null;
}

/** The first limit that a file of this kind breaks, in the order in which a person would mend them, or null. */
export const findProblem = (kind: AssetKind, facts: MediaFacts): AssetProblem | null => findProblems(kind, facts)[0] ?? null;

/** Every limit that a file of this kind breaks. Its bytes come last: whoever trims or shrinks a file makes them fewer as well. */
export function findProblems(kind: AssetKind, facts: MediaFacts): AssetProblem[] {
  const limits: KindLimits = ASSET_LIMITS[kind];
  const { width, height, sizeBytes } = facts;
  if (sizeBytes === 0) return [{ code: "empty", values: {} }];
  const found: AssetProblem[] = [];
  const seconds = facts.durationMs === null ? null : facts.durationMs / 1000;
  const length = outside(seconds, limits.seconds);
  if (length)
    found.push({ code: length === "below" ? "tooShort" : "tooLong", values: { seconds: Math.round(seconds! * 10) / 10, min: 2, max: 15 } });
  if (width !== null && height !== null) {
    if (outside(Math.min(width, height), limits.side) === "below")
      found.push({ code: "tooSmallSide", values: { width, height, limit: limits.side!.min } });
    if (outside(Math.max(width, height), limits.side) === "above")
      found.push({ code: "tooLargeSide", values: { width, height, limit: limits.side!.max } });
    if (outside(width / height, limits.shape)) found.push({ code: "wrongShape", values: { width, height } });
    const area = outside(width * height, limits.pixels);
    if (area) found.push({ code: area === "below" ? "tooFewPixels" : "tooManyPixels", values: { width, height } });
  }
  if (outside(facts.framesPerSecond, limits.framesPerSecond))
    found.push({ code: "wrongFrameRate", values: { fps: Math.round(facts.framesPerSecond! * 10) / 10, min: 24, max: 60 } });
  if (sizeBytes > limits.maxBytes) found.push({ code: "tooLarge", values: MEGABYTES(sizeBytes, limits.maxBytes) });
  return found;
}

/** For the file choosers: what may be picked for a slot, as the `accept` attribute of an input. */
export const acceptOf = (...kinds: AssetKind[]): string =>
  kinds
    .flatMap((kind) => {
      const types = typesToBring(kind);
      return [...types.map(({ mime }) => mime), ...types.flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))];
    })
    .join(",");

/**
 * The kind of a file by its declared type, with its name to help: browsers know no type for some files (BMP and TIFF on
 * several systems). Both are only what somebody says; the bytes decide.
 */
export function kindOfFile(
  mimeType: string,
  name: string,
): { ok: true; kind: AssetKind; mimeType: string | null } | { ok: false; code: FileProblem["code"] } {
  const isUnnamed = mimeType === "" || mimeType.startsWith("application/octet-stream");
  const type = isUnnamed ? typeByName(name) : typeOf(mimeType);
  if (!type || type.refusal) return { ok: false, code: type?.refusal ?? "wrongType" };
  return { ok: true, kind: type.kind, mimeType: isUnnamed ? null : type.mime };
}

/**
 * What each Seedance model can do, as data. The form, the server check, the estimate and the emulator all
 * read this table; a new model is one entry. Facts and their sources: PowerTokens' quick start and reference pages, and
 * ByteDance's ModelArk documentation, as read on 2026-11-28.
 */

export const MODES = ["text", "firstFrame", "firstLast", "references"] as const;
export type Mode = (typeof MODES)[number];

export const RESOLUTIONS = ["480p", "720p", "1080p", "4k"] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export const FIXED_RATIOS = ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9"] as const;
export type FixedRatio = (typeof FIXED_RATIOS)[number];
export const RATIOS = ["adaptive", ...FIXED_RATIOS] as const;
export type Ratio = (typeof RATIOS)[number];

export const API_STYLES = ["native", "openai"] as const;
export type ApiStyle = (typeof API_STYLES)[number];

/** Sets of rules: PowerTokens in either style, and ByteDance's own hosts, which speak the native style with rules of their own. */
export const SURFACES = [...API_STYLES, "direct"] as const;
export type Surface = (typeof SURFACES)[number];

export const INPUT_ROLES = ["firstFrame", "lastFrame", "reference"] as const;
export type InputRole = (typeof INPUT_ROLES)[number];

/** As many files as a draft holds, those that its mode does not send too. */
export const MAX_INPUTS = 60;

export const MEDIA_KINDS = ["image", "video", "audio"] as const;
export type AssetKind = (typeof MEDIA_KINDS)[number];

/** Width and height in pixels of every output; never computed from the nominal ratio (480p 16:9 is really 1.742). */
export const OUTPUT_PIXELS: Record<Resolution, Record<FixedRatio, readonly [width: number, height: number]>> = {
  "480p": { "16:9": [864, 496], "4:3": [752, 560], "1:1": [640, 640], "3:4": [560, 752], "9:16": [496, 864], "21:9": [992, 432] },
  "720p": { "16:9": [1280, 720], "4:3": [1112, 834], "1:1": [960, 960], "3:4": [834, 1112], "9:16": [720, 1280], "21:9": [1470, 630] },
  "1080p": {
    "16:9": [1920, 1080],
    "4:3": [1664, 1248],
    "1:1": [1440, 1440],
    "3:4": [1248, 1664],
    "9:16": [1080, 1920],
    "21:9": [2206, 946],
  },
  "4k": { "16:9": [3840, 2160], "4:3": [3326, 2494], "1:1": [2880, 2880], "3:4": [2494, 3326], "9:16": [2160, 3840], "21:9": [4398, 1886] },
};

/** How many of a resolution may run at once with one key; the rest waits its turn here. */
export const MAX_RUNNING: Partial<Record<Resolution, number>> = { "4k": 1 };

/** Every 2.0 clip has 24 frames a second, and one frame more than that for its length. */
export const FRAMES_PER_SECOND = 24;

/** Recommended maximum: 500 Chinese characters or 1,000 English words; longer prompts lose detail but pass. */
export const PROMPT_LIMITS = { recommendedHanCharacters: 500, recommendedWords: 1000, maxCodePoints: 8000 } as const;

/**
 * Seeds are echoed and accepted in practice, their effect is not promised ("similar, not identical"). Written down, -1 is
 * how the provider says "random"; inside the studio that is null.
 */
export const SEED_RANGE = { random: -1, min: 0, max: 4_294_967_295 } as const;

/** The highest that the provider documents; how high a key may go depends on its contract. */
export const MAX_PRIORITY = 9;

interface Parameter<T> {
  default: T;
  /** Its name in the body of each style; absent: that style has no such field. */
  field: Partial<Record<ApiStyle, string>>;
  /** Sent also when it is the default, because the provider's own default differs by surface or version. */
  always?: true;
}
const parameter = <T>(entry: Parameter<T>): Parameter<T> => entry;
const inBoth = (field: string) => ({ native: field, openai: field });

/** Settings that travel as they are: one value, one field. Length, size, shape and words are spelled by each style. */
export const PARAMETERS = {
  sound: parameter<boolean>({ default: true, field: inBoth("generate_audio"), always: true }),
  watermark: parameter<boolean>({ default: false, field: inBoth("watermark"), always: true }),
  returnLastFrame: parameter<boolean>({ default: false, field: inBoth("return_last_frame") }),
  // 0 to 9 within the queue of one key; the native style alone has it.
  priority: parameter<number>({ default: 0, field: { native: "priority" } }),
  // null: random, and then nothing is sent.
  seed: parameter<number | null>({ default: null, field: inBoth("seed") }),
};
export type Parameters = { [Name in keyof typeof PARAMETERS]: (typeof PARAMETERS)[Name]["default"] };

/** The value of each parameter where nobody chose one. */
export const DEFAULT_PARAMETERS = Object.fromEntries(
  Object.entries(PARAMETERS).map(([name, entry]) => [name, entry.default]),
) as Parameters;

/** The fields of a request body that are one parameter each. */
export function parameterFields(values: Parameters, style: ApiStyle): Record<string, unknown> {
  const sent = Object.entries(PARAMETERS).flatMap(([name, entry]) => {
    const value = values[name as keyof Parameters];
    const field = entry.field[style];
    return field !== undefined && (entry.always || value !== entry.default) ? [[field, value] as const] : [];
  });
  return Object.fromEntries(sent);
}

/** Price of a million tokens in US dollars: without and with a video among the inputs. */
export interface TokenPrice {
  plain: number;
  withVideo: number;
}

export interface ReferenceLimits {
  images: number;
  videos: number;
  audios: number;
  /** Resellers state 12 in all where the official documents only add up to 15: warn above the first, stop above the second. */
  warnTotal: number;
  maxTotal: number;
  /** Seconds, over all videos and over all audios. Generated "15 s" clips measure 15.1 and pass. */
  totalVideoSeconds: number;
  totalAudioSeconds: number;
  /** Of one video that does not come out of the asset library, which has a limit of its own. */
  videoMegabytes: number;
  /** Sound alone is refused by the 2.0 family: it needs a picture or a clip beside it. */
  audioAlone: boolean;
}

export interface ModelEntry {
  /** Our own name, kept in the database. */
  key: string;
  label: string;
  /** The provider's names. Answers may carry the other one; never compare them. */
  ids: { powertokens: string; byteplus: string; volcengine: string };
  /** Offered without asking the account; the others appear when GET /v1/models lists them. */
  offeredByDefault: boolean;
  /** The key of the one that it is a quicker, cheaper version of. */
  draftOf?: string;
  modes: readonly Mode[];
  resolutions: Partial<Record<Resolution, readonly Mode[]>>;
  /** What ByteDance's own hosts document instead; absent: the same. */
  directResolutions?: Partial<Record<Resolution, readonly Mode[]>>;
  /** Works without being promised: the documents differ per surface, or not every player can open it. */
  experimental: readonly { resolution: Resolution; modes: readonly Mode[]; surfaces: readonly Surface[]; undocumented?: true }[];
  ratios: Record<Mode, readonly Ratio[]>;
  /** Sizes that differ from the common table. */
  pixels?: Partial<Record<Resolution, Partial<Record<FixedRatio, readonly [width: number, height: number]>>>>;
  /** Containers that can be asked for; absent: nothing can, and MP4 comes. */
  containers?: readonly ("mp4" | "mov")[];
  /** Comes as 10-bit H.265, which many browsers and players cannot open. */
  tenBit: readonly Resolution[];
  duration: { min: number; max: number; automatic: boolean; default: number; safest: readonly number[]; openaiMissing: readonly number[] };
  references: ReferenceLimits;
  sound: boolean;
  /**
   * How the cuts of a list of shots are written: by number alone, where exact times make odd clips, or with whole seconds. From
   * so many shots in 15 seconds on, action and lines get mixed up; absent: no such number is known.
   */
  shots: { marks: "numbers" | "seconds"; most?: { count: number; inSeconds: number } };
  defaults: { resolution: Resolution; ratio: Record<Mode, Ratio> };
  prices: Partial<Record<Resolution, TokenPrice>>;
}

/** When the price table was compared with the published lists. */
export const PRICES_CHECKED_ON = "2026-11-28";

const REFERENCES_2_0: ReferenceLimits = {
  images: 9,
  videos: 3,
  audios: 3,
  warnTotal: 12,
  maxTotal: 15,
  totalVideoSeconds: 15.2,
  totalAudioSeconds: 15.2,
  videoMegabytes: 50,
  audioAlone: false,
};
const ALL_RATIOS = { text: RATIOS, firstFrame: RATIOS, firstLast: RATIOS, references: RATIOS };
const DURATION_2_0 = { min: 4, max: 15, automatic: true, default: 5, safest: [4, 5, 8, 10, 12, 15], openaiMissing: [13, 14] };
const DEFAULTS_2_0: ModelEntry["defaults"] = {
  resolution: "720p",
  ratio: { text: "16:9", firstFrame: "adaptive", firstLast: "adaptive", references: "16:9" },
};

const FAMILY_2_0 = {
  offeredByDefault: true,
  modes: MODES,
  ratios: ALL_RATIOS,
  duration: DURATION_2_0,
  references: REFERENCES_2_0,
  sound: true,
  shots: { marks: "numbers" as const, most: { count: 3, inSeconds: 15 } },
  defaults: DEFAULTS_2_0,
};
const idsOf = (name: string): ModelEntry["ids"] => ({
  powertokens: `dreamina-${name}`,
  byteplus: `dreamina-${name}`,
  volcengine: `doubao-${name}`,
});

export const MODELS = [
  {
    key: "seedance-2.0",
    label: "Seedance 2.0",
    ids: idsOf("seedance-2-0-260128"),
    ...FAMILY_2_0,
    resolutions: { "480p": MODES, "720p": MODES, "1080p": ["firstFrame", "firstLast", "references"] },
    directResolutions: { "480p": MODES, "720p": MODES, "1080p": MODES },
    experimental: [
      // The quick start leaves both out; the newer pages of both styles have them.
      { resolution: "1080p", modes: ["text"], surfaces: ["native", "openai"] },
      { resolution: "4k", modes: MODES, surfaces: SURFACES },
    ],
    tenBit: ["4k"],
    prices: {
      "480p": { plain: 7, withVideo: 4.3 },
      "720p": { plain: 7, withVideo: 4.3 },
      "1080p": { plain: 7.7, withVideo: 4.7 },
      "4k": { plain: 4, withVideo: 2.4 },
    },
  },
  {
    key: "seedance-2.0-fast",
    label: "Seedance 2.0 Fast",
    ids: idsOf("seedance-2-0-fast-260128"),
    ...FAMILY_2_0,
    draftOf: "seedance-2.0",
    resolutions: { "480p": MODES, "720p": MODES },
    experimental: [],
    tenBit: [],
    prices: { "480p": { plain: 5.6, withVideo: 3.3 }, "720p": { plain: 5.6, withVideo: 3.3 } },
  },
  {
    key: "seedance-2.0-mini",
    label: "Seedance 2.0 Mini",
    ids: idsOf("seedance-2-0-mini-260615"),
    ...FAMILY_2_0,
    draftOf: "seedance-2.0",
    resolutions: { "480p": MODES, "720p": MODES },
    experimental: [],
    tenBit: [],
    prices: { "480p": { plain: 3.5, withVideo: 2.1 }, "720p": { plain: 3.5, withVideo: 2.1 } },
  },
  {
    key: "seedance-2.5",
    label: "Seedance 2.5",
    ids: idsOf("seedance-2-5-260628"),
    offeredByDefault: false,
    modes: MODES,
    resolutions: { "480p": MODES, "720p": MODES },
    directResolutions: { "480p": MODES, "720p": MODES, "1080p": MODES },
    experimental: [{ resolution: "1080p", modes: MODES, surfaces: ["native"], undocumented: true }],
    // A frame decides the shape; any other ratio beside it is refused.
    ratios: { text: RATIOS, firstFrame: ["adaptive"], firstLast: ["adaptive"], references: RATIOS },
    pixels: { "480p": { "16:9": [854, 480] } },
    containers: ["mp4", "mov"],
    tenBit: ["1080p"],
    duration: { min: 4, max: 30, automatic: true, default: 5, safest: [4, 5, 8, 10, 12, 15, 20, 25, 30], openaiMissing: [] },
    references: {
      images: 30,
      videos: 10,
      audios: 10,
      warnTotal: 50,
      maxTotal: 50,
      totalVideoSeconds: 30.2,
      totalAudioSeconds: 30.2,
      videoMegabytes: 200,
      audioAlone: true,
    },
    sound: true,
    shots: { marks: "seconds" },
    defaults: { resolution: "720p", ratio: { text: "adaptive", firstFrame: "adaptive", firstLast: "adaptive", references: "adaptive" } },
    prices: {
      "480p": { plain: 10.7, withVideo: 6.4 },
      "720p": { plain: 10.7, withVideo: 6.4 },
      "1080p": { plain: 11.7, withVideo: 7 },
    },
  },
] as const satisfies readonly ModelEntry[];

export type ModelKey = (typeof MODELS)[number]["key"];

/** The catalogue entry of a model, by our key. @throws when the key is unknown: parse it with `isModelKey` first. */
export function getModel(key: string): ModelEntry {
  const entry = MODELS.find((model) => model.key === key);
  if (!entry) throw new Error(`unknown model ${key}`);
  return entry;
}

/** The catalogue entry that carries this name at any provider, or undefined. */
export function findModelByProviderId(id: string): ModelEntry | undefined {
  return MODELS.find((model) => Object.values(model.ids).includes(id));
}

/** The size in pixels of what a model makes; a model that nobody knows makes the usual ones. */
export function outputPixels(key: string, resolution: Resolution, ratio: FixedRatio): readonly [width: number, height: number] {
  const entry: ModelEntry | undefined = MODELS.find((model) => model.key === key);
  return entry?.pixels?.[resolution]?.[ratio] ?? OUTPUT_PIXELS[resolution][ratio];
}

export function isModelKey(key: string): key is ModelKey {
  return MODELS.some((model) => model.key === key);
}

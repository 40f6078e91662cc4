import { z } from "zod";
import { MAX_RUNNING, RESOLUTIONS } from "@/lib/models/catalog";
import { wireSwitchesSchema } from "@/lib/wire/switches";

/** Milliseconds: exactly so many, or drawn between two bounds. */
const spanSchema = z.union([z.number().min(0), z.tuple([z.number().min(0), z.number().min(0)])]);
export type Span = z.infer<typeof spanSchema>;

/** How long each stage lasts, in milliseconds of the emulator's clock. */
export const timingsSchema = z.object({ queuedMs: spanSchema, runningMs: spanSchema, assetMs: spanSchema });
export type EmulatorTimings = z.infer<typeof timingsSchema>;

export const DEFAULT_TIMINGS: EmulatorTimings = { queuedMs: [2_000, 5_000], runningMs: 20_000, assetMs: [2_000, 6_000] };
/** As long as the service really takes: a minute for a short 720p clip, up to four for a long one. */
export const REAL_TIME_TIMINGS: EmulatorTimings = { queuedMs: [2_000, 15_000], runningMs: [60_000, 240_000], assetMs: [4_000, 30_000] };

/**
 * Where the documents, the vendor's programs and the field disagree, each reading is a switch. The defaults
 * follow PowerTokens' quick start, then its reference pages, and where both are silent ByteDance's own documentation.
 */
export const switchesSchema = wireSwitchesSchema.extend({
  /** CORS headers on the API paths, as the service sends them. */
  cors: z.boolean().default(true),
  /** CORS headers on the file host; real object storage sends none. */
  fileCors: z.boolean().default(false),
  /** Which header form the generation paths take: the page shows both. */
  generationAuth: z.enum(["both", "bearer"]).default("both"),
  /** Which header form the asset paths take; the vendor's command line tool says that only the bare key works. */
  assetAuth: z.enum(["both", "bare"]).default("both"),
  /** How an unknown key is answered: 401 as documented, or 500 with `token_invalid` as in the vendor's mock server. */
  badKey: z.enum(["401", "500"]).default("401"),
  /** A key at its own limit, past its end or switched off is refused on every call, reads too. */
  keyState: z.enum(["good", "limit", "expired", "off"]).default("good"),
  /** When a limit is reset, by the emulator's clock. */
  keyResetsAt: z.iso.datetime().nullable().default(null),
  /** Ids of tasks made through /v1/videos. */
  videoIds: z.enum(["cgt", "task"]).default("cgt"),
  createHttpStatus: z.union([z.literal(200), z.literal(201)]).default(200),
  /** An unknown task on /v1: new-api answers 400 `task_not_exist`, others 404. */
  videoNotFound: z.enum(["400", "404"]).default("400"),
  /** Refuse everything that is not `asset://…`. */
  assetsOnly: z.boolean().default(false),
  /** `data:video/…;base64`: the page says yes, ByteDance says no. */
  base64Video: z.enum(["accept", "refuse"]).default("accept"),
  /** Which clips come as 10-bit H.265: as documented (4k), all, or none. An ffmpeg that cannot write it makes H.264 of them. */
  tenBit: z.enum(["documented", "all", "none"]).default("documented"),
  /** Model keys of the catalogue that this account may use; empty: all. */
  models: z.array(z.string()).default([]),
  /** In shape C the link of a finished task is the API's own `/v1/videos/{id}/content`, which wants the key. */
  ownHostLinks: z.boolean().default(false),
  /** A query issues a new link each time, or repeats the first. */
  freshLinks: z.boolean().default(true),
  /** 86,400 is what real links carry; the page says 14 days (1,209,600). */
  linkLifeSeconds: z.number().int().positive().default(86_400),
  /** Links that carry no signature, as the page implies: they open until `linkLifeSeconds` after the clip was made. */
  signedLinks: z.boolean().default(true),
  /** How often a clip's links open in all; upstream 100. null: as often as one likes. */
  maxDownloads: z.number().int().min(1).nullable().default(null),
  /** What /content gives to whoever has the key: the file, or a redirect to where it is stored. */
  contentAnswer: z.enum(["file", "redirect"]).default("file"),
  lastFrameFormat: z.enum(["jpeg", "png"]).default("png"),
  /** Which of the two addresses the library has: /v1/asset, /api/v1/asset, or both. */
  assetBase: z.enum(["both", "v1", "api"]).default("both"),
  /** How the address that the library does not have says so. */
  wrongAssetBase: z.enum(["json", "html"]).default("json"),
  /** Groups that a key may have; null: as many as it likes. */
  assetGroups: z.number().int().min(0).nullable().default(null),
  /** What get-asset-id says while a file is processed. */
  assetNotReady: z.enum(["empty", "null", "code"]).default("empty"),
  /** Refusals of the library: HTTP 200 with a code in the body, or that code as the HTTP status too. */
  assetErrors: z.enum(["envelope", "http"]).default("envelope"),
  /** Milliseconds after which a file's review ends; until then it has its id, the list says status 1, and a create does not know it. */
  assetReviewMs: z.number().min(0).default(0),
  /** `refuse`: every picture counts as one of a real person, unless that one has verified themselves, or it was made here. */
  realFaces: z.enum(["accept", "refuse"]).default("accept"),
  /** Uploads that a key may make within a minute; null: as many as it likes. */
  uploadsPerMinute: z.number().int().min(1).nullable().default(null),
  /** Files that the library holds for a key; null: as many as it likes. */
  assetPool: z.number().int().min(0).nullable().default(null),
  agreementAccepted: z.boolean().default(true),
  /** Running tasks per key; the rest waits in `queued`. */
  concurrency: z.number().int().min(1).max(1000).default(3),
  /** Running tasks of a resolution whose number is limited by itself: 4k runs alone. */
  runningLimits: z.partialRecord(z.enum(RESOLUTIONS), z.number().int().min(1)).default(MAX_RUNNING),
  /** A new task shows in the list only after so many milliseconds. */
  listLagMs: z.number().min(0).default(0),
  /** Whether the native list also shows tasks made through /v1/videos; nobody documents it. */
  listShowsVideos: z.boolean().default(true),
  /** DELETE of a task that is already cancelled: any 4xx, nobody knows which. */
  cancelledDelete: z.union([z.literal(400), z.literal(404), z.literal(409)]).default(400),
});
export type FidelitySwitches = z.infer<typeof switchesSchema>;
export const switchesPatchSchema = switchesSchema.partial();

export const DEFAULT_SWITCHES: FidelitySwitches = switchesSchema.parse({});

import { z } from "zod";

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
 * follow PowerTokens' quick start, and where that is silent ByteDance's own documentation.
 */
export const switchesSchema = z.object({
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
  /** Ids of tasks made through /v1/videos. */
  videoIds: z.enum(["cgt", "task"]).default("cgt"),
  /** What POST /v1/videos answers: all fields, or only id, task_id and status. */
  createAnswer: z.enum(["full", "short"]).default("full"),
  createStatusWord: z.enum(["queued", "pending"]).default("queued"),
  createHttpStatus: z.union([z.literal(200), z.literal(201)]).default(200),
  /** The shape of GET /v1/videos/{id}: A Ark-like (the page), B PowerTokens classic, C new-api. */
  videoShape: z.enum(["A", "B", "C"]).default("A"),
  /** How /v1 reports a refusal: wrapped as a relay's task error, or as ByteDance's own envelope. */
  videoErrors: z.enum(["relay", "ark"]).default("relay"),
  /** An unknown task on /v1: new-api answers 400 `task_not_exist`, others 404. */
  videoNotFound: z.enum(["400", "404"]).default("400"),
  /** Image modes on /v1 need a text item, as the page's table of modes says; upstream it is optional. */
  videoTextRequired: z.boolean().default(true),
  /** The model name in answers: `doubao-…` although `dreamina-…` was asked for, as the page shows. */
  responseModel: z.enum(["doubao", "requested"]).default("doubao"),
  /** Whether `--dur 8` inside a prompt counts where the body field is absent. */
  promptFlags: z.boolean().default(true),
  durations: z.enum(["range", "enum12+15", "discrete"]).default("range"),
  /** Refuse everything that is not `asset://…`. */
  assetsOnly: z.boolean().default(false),
  /** `asset_id` beside or instead of `url`, as the page's table of media types has it. */
  assetIdAlias: z.enum(["accept", "refuse"]).default("accept"),
  /** `data:video/…;base64`: the page says yes, ByteDance says no. */
  base64Video: z.enum(["accept", "refuse"]).default("accept"),
  seed: z.enum(["accept", "int31", "refuse"]).default("accept"),
  /** 4k exists upstream for 2.0, PowerTokens does not document it. */
  offer4k: z.boolean().default(true),
  /** Model keys of the catalogue that this account may use; empty: those offered by default. */
  models: z.array(z.string()).default([]),
  /** In shape C the link of a finished task is the API's own `/v1/videos/{id}/content`, which wants the key. */
  ownHostLinks: z.boolean().default(false),
  /** A query issues a new link each time, or repeats the first. */
  freshLinks: z.boolean().default(true),
  /** 86,400 is what real links carry; the page says 14 days (1,209,600). */
  linkLifeSeconds: z.number().int().positive().default(86_400),
  lastFrameFormat: z.enum(["jpeg", "png"]).default("jpeg"),
  /** What get-asset-id says while a file is processed. */
  assetNotReady: z.enum(["empty", "null", "code"]).default("empty"),
  /** Refusals of the library: HTTP 200 with a code in the body, or that code as the HTTP status too. */
  assetErrors: z.enum(["envelope", "http"]).default("envelope"),
  /** Milliseconds after which a file's review ends; until then it has its id, the list says status 1, and a create does not know it. */
  assetReviewMs: z.number().min(0).default(0),
  /** Uploads that a key may make within a minute; null: as many as it likes. */
  uploadsPerMinute: z.number().int().min(1).nullable().default(null),
  /** Files that the library holds for a key; null: as many as it likes. */
  assetPool: z.number().int().min(0).nullable().default(null),
  agreementAccepted: z.boolean().default(true),
  /** Running tasks per key; the rest waits in `queued`. */
  concurrency: z.number().int().min(1).max(1000).default(3),
  /** A new task shows in the list only after so many milliseconds. */
  listLagMs: z.number().min(0).default(0),
  /** Whether the native list also shows tasks made through /v1/videos; nobody documents it. */
  listShowsVideos: z.boolean().default(true),
  echoSafetyIdentifier: z.boolean().default(true),
  echoSeed: z.boolean().default(true),
  /** DELETE of a task that is already cancelled: any 4xx, nobody knows which. */
  cancelledDelete: z.union([z.literal(400), z.literal(404), z.literal(409)]).default(400),
});
export type FidelitySwitches = z.infer<typeof switchesSchema>;
export const switchesPatchSchema = switchesSchema.partial();

export const DEFAULT_SWITCHES: FidelitySwitches = switchesSchema.parse({});

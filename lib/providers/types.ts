import type { ApiStyle, AssetKind, Mode, ModelKey, Parameters, Ratio, Resolution } from "@/lib/models/catalog";
import type { ProviderHost } from "@/lib/models/hosts";
import type { OpenedResult, OpenResultOptions } from "./download";

export type { ProviderHost };

/** All that a client needs; it reads no environment and no database. */
export interface ProviderConnection {
  host: ProviderHost;
  /** Origin, without a trailing slash and without the surface's path prefix. */
  baseUrl: string;
  /** Where `/v1/asset/…` lives; the same origin unless configured. */
  assetBaseUrl: string;
  apiKey: string;
  apiStyle: ApiStyle;
  /**
   * Stands in for the network in tests, for example the emulator's own `fetch`. Absent (or Node's own): undici with
   * connections of ours, so that "never reached the provider" can be told from "sent and lost".
   */
  fetch?: typeof fetch;
}

export type InputKind = "firstFrame" | "lastFrame" | "referenceImage" | "referenceVideo" | "referenceAudio";

/** A task in our own words; `native/map.ts` and `openai-style/map.ts` spell it out for the wire. */
export interface TaskRequest extends Parameters {
  model: ModelKey;
  mode: Mode;
  prompt: string;
  /** In array order, which is part of the meaning: "Image 2" counts by it. URLs are `asset://…`, or `data:…` where there is no asset library. */
  inputs: readonly { kind: InputKind; url: string }[];
  resolution: Resolution;
  ratio: Ratio;
  /** null: the model chooses. */
  durationSeconds: number | null;
  /** At most 64 characters, opaque; carries our marker. */
  safetyIdentifier: string;
}

export const TASK_STATUSES = ["queued", "running", "succeeded", "failed", "cancelled", "expired"] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** Over, and without a clip. */
export const endedWithoutClip = (status: TaskStatus | null): boolean =>
  status === "failed" || status === "cancelled" || status === "expired";

/** One look at a task. Raw status words end here. */
export interface TaskSnapshot {
  id: string;
  /** null: a word nobody knows; keep the last known state and go on asking. */
  status: TaskStatus | null;
  rawStatus: string;
  providerModel: string | null;
  /** A link that is opened without the key. */
  videoUrl: string | null;
  /** The link it gave is the API's own `/v1/videos/{id}/content`, which wants the key: fetch the file by `openContent`. */
  servesContent: boolean;
  lastFrameUrl: string | null;
  error: ProviderFailure | null;
  tokens: number | null;
  seed: number | null;
  ratio: string | null;
  resolution: string | null;
  durationSeconds: number | null;
  safetyIdentifier: string | null;
  createdAt: Date | null;
  updatedAt: Date | null;
}

/** What went wrong, read once, at this edge: code first, then status, words only where there is nothing else. */
export interface ProviderFailure {
  kind: FailureKind;
  /** The provider's own code, e.g. `InputImageSensitiveContentDetected.PrivacyInformation`. */
  code: string | null;
  /** The provider's words without their request id. */
  message: string;
  requestId: string | null;
  httpStatus: number | null;
  /** The field named by the provider, e.g. `content[1].image_url`. */
  param: string | null;
  /** Index into `TaskRequest.inputs` of the input it is about, or null. */
  inputIndex: number | null;
}

export const FAILURE_KINDS = [
  "inputText", // the prompt was refused by moderation
  "inputImage",
  "inputVideo",
  "inputAudio",
  "realPerson", // a real face in an input
  "inputCopyright",
  "inputRefused", // moderation, unspecified
  "outputVideo", // the finished picture was refused
  "outputAudio",
  "outputCopyright",
  "invalidParameter",
  "invalidDuration",
  "invalidResolution",
  "invalidSeed",
  "mixedModes",
  "missingRole",
  "taskType", // settings that the model does not take for what was asked of it
  "mediaLimits", // pixels, length, format, shape
  "mediaUnreadable",
  "assetNotFound",
  "assetAgreement", // the asset library's user agreement was not accepted
  "assetReview", // still under review at the asset library, after a long while
  "assetRate", // files come faster than the asset library takes them
  "assetPool", // the asset library has no room for another file
  "key", // missing, unknown or switched off
  "keyExpired",
  "keyLimit", // the key's own Credits limit is reached; it works again when that resets
  "balance", // nothing left to pay with
  "permission", // the key may not use this model or service
  "operatorOverdue", // the relay's own account is unpaid
  "spendingLimit",
  "rateLimit",
  "quota",
  "overloaded",
  "taskNotFound",
  "taskRunning", // cancel came too late
  "server",
  "expired",
  "network",
  "malformed", // an answer that makes no sense
  "unknown",
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** Failures that say no to the account and not to the one request: the next request would hear the same. */
export const ACCOUNT_FAILURES = [
  "key",
  "keyExpired",
  "keyLimit",
  "balance",
  "quota",
  "spendingLimit",
  "operatorOverdue",
] as const satisfies readonly FailureKind[];
export type AccountFailure = (typeof ACCOUNT_FAILURES)[number];
/** Those that close the door to everything, also to asking about clips that were paid for. */
export const KEY_FAILURES = ["key", "keyExpired", "keyLimit"] as const satisfies readonly AccountFailure[];
export const accountFailureOf = (kind: string | null): AccountFailure | null => ACCOUNT_FAILURES.find((known) => known === kind) ?? null;

/** Thrown by every call except createTask. A GET may be repeated when `retryable`. */
export class ProviderError extends Error {
  readonly failure: ProviderFailure;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;

  constructor(failure: ProviderFailure, options: { retryable: boolean; retryAfterMs?: number | null; cause?: unknown }) {
    super(failure.message, { cause: options.cause });
    this.name = "ProviderError";
    this.failure = failure;
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/**
 * What became of a create call. There is no idempotency key anywhere, so everything that is not certain is
 * `uncertain`, and whoever receives that must not send again.
 */
export type CreateOutcome =
  | { outcome: "created"; taskId: string }
  /** Certainly never reached the provider: may be tried again. */
  | { outcome: "notSent"; failure: ProviderFailure }
  /** The provider said no, and charged nothing: `retryAfterMs` is set for a 429. */
  | { outcome: "notCreated"; failure: ProviderFailure; retryAfterMs: number | null }
  /** Final: the request itself was refused. */
  | { outcome: "refused"; failure: ProviderFailure }
  | { outcome: "uncertain"; failure: ProviderFailure };

export interface TaskList {
  items: TaskSnapshot[];
  total: number | null;
}

export interface ListFilter {
  page?: number;
  pageSize?: number;
  status?: TaskStatus;
  taskIds?: readonly string[];
  /** Model id or endpoint id at the provider. */
  model?: string;
  serviceTier?: "default" | "flex";
}

/** One interface, two spellings. */
export interface VideoProvider {
  readonly apiStyle: ApiStyle;
  /** The exact body that createTask will send; it is kept in the ledger and shown to people. */
  buildBody(request: TaskRequest): Record<string, unknown>;
  /** Sends once, never repeats, never throws. */
  createTask(body: Record<string, unknown>): Promise<CreateOutcome>;
  getTask(id: string): Promise<TaskSnapshot>;
  /** Native only. */
  listTasks?(filter: ListFilter): Promise<TaskList>;
  /** Native only: asks first, and deletes only what is still queued. */
  cancelTask?(id: string): Promise<"cancelled" | "started" | "over">;
  /**
   * PowerTokens only: the file itself, fetched with the key, for a task that `servesContent`, shows no link, or whose
   * link is dead (for a task made in native style that is a last resort). @throws DownloadError
   */
  openContent?(id: string, options: Omit<OpenResultOptions, "trustedOrigins" | "fetch">): Promise<OpenedResult>;
}

export type AssetJob =
  { state: "processing"; message: string | null } | { state: "ready"; assetId: string } | { state: "failed"; failure: ProviderFailure };

/** A file as the library lists it. */
export type ListedAsset = { state: "review" } | { state: "ready"; assetId: string } | { state: "failed"; failure: ProviderFailure };

/** What was learned about where a library lives and how it takes the key; it holds for an account. */
export interface AssetHome {
  /** The configured base at that time: another one is another question. */
  asked: string;
  /** Where uploads go. */
  base: string | null;
  /** Where groups and their files are asked for. */
  listBase: string | null;
  /** The guide says both; their own program knows of a place that takes only the bare key. */
  form: "bare" | "bearer" | null;
}

/** A file on its way to the library. */
export interface AssetUpload {
  bytes: Blob;
  kind: AssetKind;
  mimeType: string;
  /** Of our own making, see `uploadName`; the library finds it by this. */
  name: string;
  /** One is made or used again by this name; without it each upload makes a new one. */
  groupName: string | null;
  /** The group of the person who is in it, in the place of one by name: elsewhere it would be refused. */
  groupId?: string | null;
}

/** The group of somebody who has verified themselves with the provider. */
export interface PersonGroup {
  groupId: string;
  name: string;
}

export interface AssetLibrary {
  /** Learned from answers; whoever keeps it may put it back in before the first call. */
  readonly home: AssetHome;
  /** A question that needs no key, and shows whether a library is there. @throws ProviderError when none lives at either base */
  probe(): Promise<void>;
  /** @returns the job id to ask with. @throws ProviderError */
  upload(file: AssetUpload): Promise<{ jobId: string }>;
  /**
   * One look. `ageMs`, since the upload ended, and `previous`, the message of the looks before, tell a job
   * that failed from one that is merely not ready.
   */
  getAsset(jobId: string, history: { ageMs: number; previousMessages: readonly string[] }): Promise<AssetJob>;
  /** What the library's own list says of a file; null: it is not there. @throws ProviderError when the list cannot be read */
  findAsset(by: { name: string } | { assetId: string }): Promise<ListedAsset | null>;
  /** A link on which one person verifies themselves. It is theirs alone. @throws ProviderError */
  authorizeUrl(): Promise<string>;
  /** Everybody who has, on this account. @throws ProviderError */
  listPeople(): Promise<PersonGroup[]>;
  /** Takes a group away with all that lies in it; one that is gone already is no failure. A task that still needs a file of it fails. @throws ProviderError */
  deleteGroup(groupId: string): Promise<void>;
}

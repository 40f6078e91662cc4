import type { AssetKind, FixedRatio, Mode, Ratio, Resolution } from "@/lib/models/catalog";

export type TaskStatus = "queued" | "running" | "succeeded" | "failed" | "cancelled" | "expired";
export type InputSlot = "firstFrame" | "lastFrame" | "reference";
/** Which door a task came in by: PowerTokens' native paths, its /v1/videos, or ByteDance's own paths. */
export type Surface = "native" | "videos" | "ark";

/** A picture, clip or sound on our disk, measured. */
export interface MediaFile {
  kind: AssetKind;
  path: string;
  name: string;
  bytes: number;
  format: string;
  width: number | null;
  height: number | null;
  seconds: number | null;
  framesPerSecond: number | null;
}

export interface TaskInput {
  slot: InputSlot;
  kind: AssetKind;
  url: string;
  media: MediaFile;
}

export interface TaskError {
  code: string;
  message: string;
}

/** Everything known of a task. It outlives the service's own record, so that tests can ask for the truth. */
export interface TaskRecord {
  id: string;
  surface: Surface;
  /** Fingerprint of the key that made it. */
  key: string;
  modelKey: string;
  requestedModel: string;
  mode: Mode;
  prompt: string;
  inputs: TaskInput[];
  resolution: Resolution;
  requestedRatio: Ratio;
  ratio: FixedRatio;
  durationSeconds: number;
  inputVideoSeconds: number;
  sound: boolean;
  watermark: boolean;
  returnLastFrame: boolean;
  requestedSeed: number | null;
  seed: number;
  safetyIdentifier: string | null;
  priority: number;
  expiresAfterSeconds: number;
  callbackUrl: string | null;
  webSearch: boolean;
  /** The body as it came. */
  body: unknown;
  scenarios: Record<string, string>;

  status: TaskStatus;
  createdAtMs: number;
  updatedAtMs: number;
  /** When it may leave the queue, if a slot is free. */
  readyAtMs: number;
  runningMs: number;
  startedAtMs: number | null;
  /** What will become of it once its running time is over; "never": it runs until it expires. */
  ending: "succeeded" | "never" | TaskError;
  error: TaskError | null;
  tokens: number | null;
  lastFrameFormat: "jpeg" | "png";
  firstLinkAtMs: number | null;
  /** How often it was asked for since it was over and in all, and how often its file was fetched; written down with the next change. */
  looksAfterEnd: number;
  looks: number;
  downloads: number;
  deletedAtMs: number | null;
  /** Whether the client was told of it: "lost" when the answer was dropped or spoiled on purpose. */
  answer: "sent" | "lost";
}

export interface AssetRecord {
  jobId: string;
  assetId: string;
  key: string;
  groupId: string;
  /** The name that it was uploaded under into a group; absent: none. */
  groupName?: string | null;
  media: MediaFile;
  createdAtMs: number;
  readyAtMs: number;
  /** The sentence of a job that fails, or null. */
  failure: string | null;
  scenarios: Record<string, string>;
}

import type { AssetKind, Mode, Ratio } from "@/lib/models/catalog";
import type { InputSlot, Surface, TaskError, ToldTask } from "@/lib/wire/told-task";

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

/** Everything known of a task. It outlives the service's own record, so that tests can ask for the truth. */
export interface TaskRecord extends ToldTask {
  surface: Surface;
  /** Fingerprint of the key that made it. */
  key: string;
  mode: Mode;
  prompt: string;
  inputs: TaskInput[];
  requestedRatio: Ratio;
  inputVideoSeconds: number;
  watermark: boolean;
  returnLastFrame: boolean;
  callbackUrl: string | null;
  /** The body as it came. */
  body: unknown;
  scenarios: Record<string, string>;

  /** When it may leave the queue, if a slot is free. */
  readyAtMs: number;
  runningMs: number;
  startedAtMs: number | null;
  /** What will become of it once its running time is over; "never": it runs until it expires. */
  ending: "succeeded" | "never" | TaskError;
  lastFrameFormat: "jpeg" | "png";
  /** Made as 10-bit H.265, where ffmpeg can; absent in records of earlier versions. */
  tenBit?: boolean;
  /** Absent, in what an older version kept: MP4. */
  outputFormat?: "mp4" | "mov";
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
  media: MediaFile;
  createdAtMs: number;
  readyAtMs: number;
  /** The sentence of a job that fails, or null. */
  failure: string | null;
  scenarios: Record<string, string>;
}

export interface GroupRecord {
  groupId: string;
  key: string;
  name: string;
  /** Who verified themselves has a group of a kind of its own: by hand (1) or by authorisation (2). */
  humanType: 0 | 1 | 2;
  createdAtMs: number;
}

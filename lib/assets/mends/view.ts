import type { AssetView } from "../view";
import type { How } from "./schema";

/** Why a file could not be mended; message keys under `mend.failures`. */
export const MEND_FAILURES = ["unreadable", "noSound", "noRoom", "tooSlow", "workerLost", "failed"] as const;
export type MendFailure = (typeof MEND_FAILURES)[number];

/** A file that is being made of another, or was. */
export interface MendView {
  id: string;
  sourceId: string;
  kind: How["kind"];
  status: "waiting" | "running" | "ready" | "failed" | "cancelled";
  /** Percent. */
  progress: number;
  failure: MendFailure | null;
  /** What came of it. */
  asset: AssetView | null;
}

/** A clip or a sound to be cut: what it looks and sounds like from beginning to end. */
export interface LookView {
  durationMs: number;
  framesPerSecond: number | null;
  /** So many pictures side by side; null of a sound, and where nothing could be drawn. */
  strip: { cells: number; width: number; height: number; url: string } | null;
  /** How loud it is, as Waveform draws it; null without a sound. */
  peaks: string | null;
}

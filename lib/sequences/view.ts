import type { CardView } from "@/lib/generations/view";
import type { SequenceContent } from "./schema";
import type { MissingClip } from "./timeline";

/** One line of the list. */
export interface SequenceSummary {
  id: string;
  name: string;
  updatedAt: string;
  /** As the sequence is stored, whatever became of its clips since; less what cross-fades show twice. */
  frames: number;
  itemCount: number;
}

export interface SequenceView {
  id: string;
  projectId: string;
  /** Counts the saves; a save names the one that it builds on. */
  version: number;
  content: SequenceContent;
  /** Its clips, as far as they are not in the trash. */
  cards: CardView[];
  /** By their ids, those that cannot be shown. */
  missing: Record<string, MissingClip>;
}

export type ExportStatus = "waiting" | "running" | "ready" | "failed" | "cancelled";

export interface ExportView {
  id: string;
  status: ExportStatus;
  createdAt: string;
  author: string;
  frames: number;
  framesDone: number;
  width: number;
  height: number;
  /** Set when it is ready. */
  bytes: number | null;
  isDamaged: boolean;
  /** Made before its project asked for letters in the picture: to be watched, and not to be taken away. */
  isUnlabelled: boolean;
  /** Why it failed: a message key under `sequences.exports.failures`, with the values of its sentence. */
  failure: { code: ExportFailure; values: Record<string, string | number> } | null;
}

/** `clip…`: it is the fault of one item, whose number and name are among the values. */
export const EXPORT_FAILURES = ["clipMissing", "clipUnreadable", "noRoom", "tooSlow", "workerLost", "failed"] as const;
export type ExportFailure = (typeof EXPORT_FAILURES)[number];

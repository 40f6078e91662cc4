import { cleanText, LONGEST_NAME } from "./clean-text";
import type { TaskSnapshot, TaskStatus } from "./types";

/** A task of which nothing is known. */
export const NOTHING_SAID: Omit<TaskSnapshot, "id"> = {
  status: null,
  rawStatus: "",
  providerModel: null,
  videoUrl: null,
  servesContent: false,
  lastFrameUrl: null,
  error: null,
  tokens: null,
  seed: null,
  ratio: null,
  resolution: null,
  durationSeconds: null,
  safetyIdentifier: null,
  createdAt: null,
  updatedAt: null,
};

/** Every word that was seen for a state, on any surface. Upstream, relay and vendor programs each have their own. */
const STATUS_WORDS: Record<TaskStatus, readonly string[]> = {
  queued: ["queued", "pending", "submitted", "not_start", "unknown"],
  running: ["running", "processing", "in_progress", "generating"],
  succeeded: ["succeeded", "completed", "success", "succeed"],
  failed: ["failed", "failure", "error"],
  cancelled: ["cancelled", "canceled"],
  expired: ["expired", "timeout"],
};
const STATUS_BY_WORD = new Map(
  (Object.entries(STATUS_WORDS) as [TaskStatus, readonly string[]][]).flatMap(([status, words]) =>
    words.map((word) => [word, status] as const),
  ),
);

/** Our word for theirs, or null: keep the last known state and go on asking. */
export const toTaskStatus = (word: string): TaskStatus | null => STATUS_BY_WORD.get(word.trim().toLowerCase()) ?? null;

/** Years of five digits are slips, and no column takes them. */
const END_OF_DATES = Date.parse("9999-12-31");

/** A date of Unix seconds; milliseconds are recognised, because relays differ. */
export function toDate(seconds: number | null | undefined): Date | null {
  if (typeof seconds !== "number" || seconds <= 0) return null;
  const ms = seconds > 100_000_000_000 ? seconds : seconds * 1000;
  return ms < END_OF_DATES ? new Date(ms) : null;
}

/** A name, of a model or of a shape, say; it is shown with every card. */
export const toText = (value: string | null | undefined): string | null => (value ? cleanText(value, LONGEST_NAME) : null);
export const toInteger = (value: number | null | undefined): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) ? value : null;

/** A count of tokens. The largest clip takes about a million; what is far beyond is a slip, and fits no column of ours. */
export const toTokens = (value: number | null | undefined): number | null => {
  const count = toInteger(value);
  return count !== null && count >= 0 && count <= 100_000_000 ? count : null;
};

/** A link that can be followed; whether it may be is for `download.ts` to say. */
export function toLink(value: string | null | undefined): string | null {
  if (!value || !/^https?:\/\//iu.test(value) || value.length > 8_192) return null;
  return URL.canParse(value) ? value : null;
}

/** The links in several places, in their order. */
export const toLinks = (...values: (string | null | undefined)[]): string[] => values.map(toLink).filter((link) => link !== null);

/** No clip of these models lasts an hour; a longer one is a slip. */
const LONGEST_SECONDS = 3_600;

/** Whole seconds of the clip; where frames were asked for, they stand in place of the duration. */
export function toSeconds(duration: number | null | undefined, frames: number | null | undefined): number | null {
  const seconds = typeof duration === "number" && duration > 0 ? duration : typeof frames === "number" && frames > 0 ? frames / 24 : null;
  return seconds !== null && seconds <= LONGEST_SECONDS ? Math.floor(seconds) : null;
}

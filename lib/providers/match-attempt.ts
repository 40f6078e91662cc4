import { findModelByProviderId, type Ratio } from "@/lib/models/catalog";
import type { TaskSnapshot } from "./types";

/** A create whose answer was lost, as the ledger has it. */
export interface UncertainAttempt {
  id: string;
  /** Sent as `safety_identifier`; unique among all attempts. */
  marker: string;
  /** Our model key. Answers may carry the other of the provider's two names, so names are never compared. */
  model: string;
  sentAt: Date;
  /** As sent: null means that the model chose. */
  durationSeconds: number | null;
  ratio: Ratio | string;
  resolution: string;
  /** As sent; null when none was. */
  seed: number | null;
  /** Equal for requests that are the same but for their marker: those are interchangeable. */
  requestHash: string;
  /**
   * Another copy of this studio may have sent it, at any time after `sentAt`, with a marker of which we know only the
   * person's part. It is never proven absent.
   */
  isForeign?: boolean;
}

/** One pass over the provider's list. */
export interface ListScan {
  items: readonly TaskSnapshot[];
  /** Every page from now back to ten minutes before the attempt was read. */
  complete: boolean;
  /** A task that we know to exist was seen in this very pass. Without it the pass proves nothing absent. */
  controlSeen: boolean;
  at: Date;
}

export interface MatchInput {
  attempt: UncertainAttempt;
  /** All other attempts of this account whose fate is unknown: they may own what looks like ours. */
  others: readonly UncertainAttempt[];
  scan: ListScan;
  /** When the earliest complete pass with its control ended, after the attempt was sent; null if there was none yet. */
  firstGoodScanAt: Date | null;
  /** Ids that already belong to something. */
  claimedIds: ReadonlySet<string>;
  /** Whether this account has ever echoed a marker: true, proven; null, not seen yet. */
  echoesMarker: boolean | null;
  /** The instance was restored or copied: nothing may be concluded from silence. */
  isOnHold?: boolean;
}

export type Match =
  | { kind: "match"; id: string; confidence: "marker" | "params" }
  /** It never came to be; it may be sent once more. */
  | { kind: "absent" }
  /** One of these, or none: a person decides. */
  | { kind: "candidates"; ids: string[] }
  /** Look again later. */
  | { kind: "unknown" };

/** Longer than the client waits for a create, and than any gateway in between. */
const CREATE_TIMEOUT_MS = 120_000;
/** So long after the send may a task of it begin to exist. */
const WINDOW_AFTER_MS = CREATE_TIMEOUT_MS + 60_000;
/** How far their clock may be from ours. */
const SKEW_MS = 60_000;
/** The list has whole seconds, so that a task may seem up to one second older than it is. */
const ROUNDING_MS = 1_000;
const ABSENT_AFTER_MS = 15 * 60_000;
const BETWEEN_SCANS_MS = 10 * 60_000;
/** The list shows seven days. What is nearly as old may just have been forgotten: that it is not shown proves nothing. */
const FORGOTTEN_AFTER_MS = 6 * 24 * 3_600_000;

/** Which of the listed tasks, if any, an uncertain attempt became. Pure; the order of the list plays no part. */
export function matchAttempt(input: MatchInput): Match {
  const { attempt, scan } = input;
  const seen = seenOf(input);

  const marked = seen.free.filter((item) => item.safetyIdentifier === attempt.marker);
  if (marked.length === 1) return { kind: "match", id: marked[0]!.id, confidence: "marker" };
  if (marked.length > 1) return { kind: "candidates", ids: idsOf(marked) };

  const found = matchByParams(input, seen);
  if (found) {
    if (input.echoesMarker !== true || attempt.isForeign) return found;
    // Where markers are known to come back, one without any is hardly ours, and is never taken for ours by itself. But an
    // account may stop giving them back: to call ours absent then would be to pay twice.
    return { kind: "candidates", ids: found.kind === "candidates" ? found.ids : [found.id] };
  }
  return isProvenAbsent(input, scan) ? { kind: "absent" } : { kind: "unknown" };
}

/** What one pass shows of what is nobody's, and to whom it could belong. */
interface Seen {
  free: readonly TaskSnapshot[];
  candidatesOf(attempt: UncertainAttempt): readonly TaskSnapshot[];
}

// After a restore hundreds of attempts are compared with hundreds of tasks, each with all the others: worked out anew for
// every one of them it was seen to take eleven seconds, in which the worker does nothing else.
const seenBefore = new WeakMap<ListScan, { claimedIds: MatchInput["claimedIds"]; seen: Seen }>();

function seenOf(input: MatchInput): Seen {
  const { scan, claimedIds } = input;
  const before = seenBefore.get(scan);
  if (before?.claimedIds === claimedIds) return before.seen;
  const free = unclaimed(input);
  const known = new Map<UncertainAttempt, readonly TaskSnapshot[]>();
  const seen: Seen = {
    free,
    candidatesOf(attempt) {
      const candidates = known.get(attempt) ?? free.filter((item) => couldBe(attempt, item));
      known.set(attempt, candidates);
      return candidates;
    },
  };
  seenBefore.set(scan, { claimedIds, seen });
  return seen;
}

function unclaimed({ scan, claimedIds }: MatchInput): TaskSnapshot[] {
  const byId = new Map(scan.items.filter((item) => !claimedIds.has(item.id)).map((item) => [item.id, item]));
  return [...byId.values()].sort((a, b) => time(a) - time(b) || (a.id < b.id ? -1 : 1));
}

const time = (item: TaskSnapshot): number => item.createdAt?.getTime() ?? 0;
const idsOf = (items: readonly TaskSnapshot[]): string[] => items.map((item) => item.id);

function matchByParams(input: MatchInput, { candidatesOf }: Seen): Extract<Match, { kind: "match" | "candidates" }> | null {
  const ours = candidatesOf(input.attempt);
  if (ours.length === 0) return null;
  const isOurs = new Set(ours);

  const everybody = [input.attempt, ...input.others.filter((other) => other.id !== input.attempt.id)];
  const rivals = everybody.filter((attempt) => candidatesOf(attempt).some((item) => isOurs.has(item)));
  // Of an unfinished task lists show little more than its time, so that nothing could have spoken against it. What it
  // turns out to be is waited for: else the next best task of another program on the same key becomes ours.
  if (ours.some(isStillShapeless)) return { kind: "candidates", ids: idsOf(ours) };
  if (rivals.length === 1 && ours.length === 1) return { kind: "match", id: ours[0]!.id, confidence: "params" };

  // The same request sent several times: whichever task belongs to whichever attempt, the outcome is the same. One
  // task more than attempts, or a rival who could own others too, and it is no longer so.
  const isInterchangeable = rivals.every((rival) => rival.requestHash === input.attempt.requestHash && sameIds(candidatesOf(rival), ours));
  if (rivals.length > 1 && isInterchangeable && ours.length <= rivals.length) {
    const rank = [...rivals].sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime() || (a.id < b.id ? -1 : 1)).indexOf(input.attempt);
    const item = ours[rank];
    return item ? { kind: "match", id: item.id, confidence: "params" } : null;
  }
  return { kind: "candidates", ids: idsOf(ours) };
}

const isStillShapeless = ({ status, resolution, durationSeconds }: TaskSnapshot): boolean =>
  (status === "queued" || status === "running" || status === null) && resolution === null && durationSeconds === null;

const sameIds = (a: readonly TaskSnapshot[], b: readonly TaskSnapshot[]): boolean =>
  a.length === b.length && a.every((item, index) => item.id === b[index]!.id);

/**
 * Whether a task that was made then may be what this attempt bought: from shortly before the send (clocks differ) to a
 * minute after the call would have given up; of another copy's attempt, at any time after it.
 */
export function isInWindow(createdAt: Date, { sentAt, isForeign }: Pick<UncertainAttempt, "sentAt" | "isForeign">): boolean {
  const after = createdAt.getTime() - sentAt.getTime();
  return after >= -SKEW_MS - ROUNDING_MS && (isForeign === true || after <= WINDOW_AFTER_MS + SKEW_MS);
}

/** A request that is on its way now may make a task from so soon on; its answer will say which. */
export const mayBeOnItsWay = (createdAt: Date, sending: readonly { sentAt: Date }[]): boolean =>
  sending.some(({ sentAt }) => isInWindow(createdAt, { sentAt }));

/** Whether nothing that the list shows of a task speaks against its being this attempt. The list shows no prompt. */
function couldBe(attempt: UncertainAttempt, item: TaskSnapshot): boolean {
  // Another marker is another attempt.
  if (item.safetyIdentifier !== null && !isMarkerOf(attempt, item.safetyIdentifier)) return false;
  if (item.createdAt === null || !isInWindow(item.createdAt, attempt)) return false;
  const model = item.providerModel === null ? undefined : findModelByProviderId(item.providerModel);
  if (model && model.key !== attempt.model) return false;
  if (attempt.seed !== null && item.seed !== null && item.seed !== attempt.seed) return false;
  if (item.resolution !== null && item.resolution !== attempt.resolution) return false;
  // What was left to the model is known only afterwards, and may be anything.
  if (attempt.durationSeconds !== null && item.durationSeconds !== null && item.durationSeconds !== attempt.durationSeconds) return false;
  return attempt.ratio === "adaptive" || item.ratio === null || item.ratio === "adaptive" || item.ratio === attempt.ratio;
}

const isMarkerOf = ({ marker, isForeign }: UncertainAttempt, seen: string): boolean =>
  isForeign ? seen.split(".")[0] === marker.split(".")[0] : seen === marker;

/** Two complete looks, far enough apart, that would have shown it. */
function isProvenAbsent(input: MatchInput, scan: ListScan): boolean {
  const { attempt, firstGoodScanAt } = input;
  return (
    input.isOnHold !== true &&
    attempt.isForeign !== true &&
    input.echoesMarker === true &&
    scan.complete &&
    scan.controlSeen &&
    firstGoodScanAt !== null &&
    firstGoodScanAt.getTime() > attempt.sentAt.getTime() &&
    scan.at.getTime() - firstGoodScanAt.getTime() >= BETWEEN_SCANS_MS &&
    scan.at.getTime() - attempt.sentAt.getTime() >= ABSENT_AFTER_MS &&
    scan.at.getTime() - attempt.sentAt.getTime() < FORGOTTEN_AFTER_MS
  );
}

import { DEFAULT_SKEW_MS, WINDOW_AFTER_MS } from "@/lib/providers/match-attempt";

/** An attempt whose answer was lost, with the time in which its task may have been made. */
export interface LostAttempt {
  sentAt: Date;
  /** Sent, if at all, by a copy of this studio, at any time after `sentAt`. */
  isForeign: boolean;
}

/** The list has whole seconds, so that a task may seem up to one second older than it is. */
const ROUNDING_MS = 1_000;

/**
 * Whether a task that was made then may be what this attempt bought: from shortly before the send (clocks differ) to a
 * minute after the call would have given up.
 */
export function isInWindow(createdAt: Date, { sentAt, isForeign }: LostAttempt): boolean {
  const after = createdAt.getTime() - sentAt.getTime();
  return after >= -DEFAULT_SKEW_MS - ROUNDING_MS && (isForeign || after <= WINDOW_AFTER_MS + DEFAULT_SKEW_MS);
}

/** A request that is on its way now may make a task from so soon on; its answer will say which. */
export const mayBeOnItsWay = (createdAt: Date, sending: readonly { sentAt: Date }[]): boolean =>
  sending.some(({ sentAt }) => isInWindow(createdAt, { sentAt, isForeign: false }));

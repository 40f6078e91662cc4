import type { Clock } from "@/lib/shared/clock";

export interface FakeClock extends Clock {
  /** Moves the clock forward. */
  advance(milliseconds: number): void;
  set(epochMs: number): void;
}

/** A clock that stands still until it is moved. */
export function createFakeClock(startMs: number = Date.UTC(2026, 0, 1)): FakeClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance: (milliseconds) => {
      nowMs += milliseconds;
    },
    set: (epochMs) => {
      nowMs = epochMs;
    },
  };
}

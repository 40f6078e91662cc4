/** So many failures in a row, or more than half of the calls of a minute, and the account is left in peace. */
const IN_A_ROW = 5;
const WINDOW_MS = 60_000;
/** A share says something only where there were some calls. */
const FEWEST_CALLS = 10;
/** While it is open, one call in so long finds out whether the provider is back. */
export const PROBE_EVERY_MS = 30_000;

/** Keeps calls away from a provider that answers with nothing but trouble, and lets one through now and then. */
export interface Breaker {
  /** Whether a call would be let through now. */
  isShut(): boolean;
  /** Asks for one call; while open, it is the probe. */
  take(): boolean;
  report(outcome: "ok" | "failed"): void;
  /** The provider itself said how long to stay away. */
  pause(forMs: number): void;
}

/** @param now milliseconds of a clock that only runs forward */
export function createBreaker(now: () => number = () => performance.now()): Breaker {
  let calls: { at: number; failed: boolean }[] = [];
  let inARow = 0;
  let isOpen = false;
  let nextProbeAt = 0;
  const open = (forMs: number): void => {
    isOpen = true;
    nextProbeAt = Math.max(nextProbeAt, now() + forMs);
  };
  return {
    isShut: () => isOpen && now() < nextProbeAt,
    take() {
      if (!isOpen) return true;
      if (now() < nextProbeAt) return false;
      nextProbeAt = now() + PROBE_EVERY_MS;
      return true;
    },
    report(outcome) {
      const at = now();
      if (outcome === "ok" && isOpen) {
        // The probe came through: what was before it says nothing any more.
        isOpen = false;
        calls = [];
      }
      inARow = outcome === "ok" ? 0 : inARow + 1;
      calls = [...calls.filter((call) => at - call.at < WINDOW_MS), { at, failed: outcome === "failed" }];
      const failed = calls.filter((call) => call.failed).length;
      if (outcome === "failed" && (isOpen || inARow >= IN_A_ROW || (calls.length >= FEWEST_CALLS && failed * 2 > calls.length)))
        open(PROBE_EVERY_MS);
    },
    pause: open,
  };
}

const breakers = new Map<string, Breaker>();

/** One for each account and process: a process that starts anew may try at once. */
export function breakerOf(account: string): Breaker {
  const known = breakers.get(account);
  if (known) return known;
  const breaker = createBreaker();
  breakers.set(account, breaker);
  return breaker;
}

/** Lets a test begin with a provider that nobody has heard of. */
export const forgetBreakers = (): void => breakers.clear();

import { setTimeout as wait } from "node:timers/promises";

/** A terminal sends Ctrl-C to all of us, and npm passes it on once more: within this time it is one press. */
const SAME_PRESS_MS = 1_000;

/** Thrown out of whatever is under way when somebody wants us to stop. */
export class Interrupted extends Error {
  constructor() {
    super("interrupted");
    this.name = "Interrupted";
  }
}

/**
 * Aborts when somebody wants us to stop: Ctrl-C, SIGTERM, a closed terminal, or the end of whoever started us.
 * A second Ctrl-C while we are stopping ends us at once; `onImpatience` then runs last.
 */
export function listenForStop(onImpatience: () => void): AbortSignal {
  const controller = new AbortController();
  let firstAt: number | null = null;
  const stop = (reason: string): void => {
    if (firstAt === null) {
      firstAt = Date.now();
      controller.abort(new Interrupted());
    } else if (Date.now() - firstAt > SAME_PRESS_MS && reason === "SIGINT") {
      onImpatience();
      // A moment for the last line to reach the terminal.
      void wait(50).then(() => process.exit(130));
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(signal));
  process.once("disconnect", () => stop("disconnect"));
  return controller.signal;
}

export const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

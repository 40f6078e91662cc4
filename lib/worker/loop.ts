import { logError } from "@/lib/platform/log";

export interface Loop {
  /** Ends after the round that runs now, which is told by its signal that it may be cut short. */
  stop(): Promise<void>;
}

/** Rounds that fail one after the other come less and less often, but at least so often: what they wait for may be back at any time. */
const SLOWEST_MS = 10_000;

/**
 * Runs `round` again and again, `everyMs` apart, never twice at once. A round that throws is logged and the next
 * one comes all the same, later each time: the database may be away for a while, and the rows wait.
 */
export function startLoop(
  name: string,
  everyMs: number,
  round: (signal: AbortSignal) => Promise<unknown>,
  { firstAfterMs = 0 }: { firstAfterMs?: number } = {},
): Loop {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let failures = 0;
  const turn = async () => {
    try {
      await round(stopping.signal);
      failures = 0;
    } catch (error) {
      failures++;
      if (!stopping.signal.aborted) logError(error, { job: name, failures }, "round failed");
    }
    const pauseMs = Math.max(everyMs, Math.min(SLOWEST_MS, everyMs * 2 ** Math.max(0, failures - 1)));
    if (!stopping.signal.aborted) timer = setTimeout(start, pauseMs);
  };
  const start = () => {
    running = turn();
  };
  if (firstAfterMs === 0) start();
  else timer = setTimeout(start, firstAfterMs);
  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}

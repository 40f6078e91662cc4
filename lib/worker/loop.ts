import { logError } from "@/lib/platform/log";

export interface Loop {
  /** Ends after the round that runs now, which is told by its signal that it may be cut short. */
  stop(): Promise<void>;
}

/**
 * Runs `round` again and again, `everyMs` apart, never twice at once. A round that throws is logged and the next
 * one comes all the same: the database may be away for a while, and the rows wait.
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
  const turn = async () => {
    try {
      await round(stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) logError(error, { job: name }, "round failed");
    }
    if (!stopping.signal.aborted) timer = setTimeout(start, everyMs);
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

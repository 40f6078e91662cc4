import { logError } from "@/lib/platform/log";

export interface Loop {
  /** Ends after the round that runs now. */
  stop(): Promise<void>;
}

/**
 * Runs `round` again and again, `everyMs` apart, never twice at once. A round that throws is logged and the next
 * one comes all the same: the database may be away for a while, and the rows wait.
 */
export function startLoop(name: string, everyMs: number, round: () => Promise<unknown>): Loop {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const turn = async () => {
    try {
      await round();
    } catch (error) {
      logError(error, { job: name }, "round failed");
    }
    if (!stopped) timer = setTimeout(start, everyMs);
  };
  const start = () => {
    running = turn();
  };
  start();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

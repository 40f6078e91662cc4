import { setTimeout as wait } from "node:timers/promises";

/**
 * Asks until somebody answers, whatever it is.
 * @returns the response; its body is unread
 * @throws when `signal` aborts or the time is over
 */
export async function waitForHttp(url: string, { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal }): Promise<Response> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const until = signal ? AbortSignal.any([signal, deadline]) : deadline;
  for (;;) {
    until.throwIfAborted();
    try {
      return await fetch(url, { redirect: "manual", signal: AbortSignal.any([until, AbortSignal.timeout(10_000)]) });
    } catch {
      // Not listening yet, or too busy to answer.
    }
    await wait(100, undefined, { signal: until });
  }
}

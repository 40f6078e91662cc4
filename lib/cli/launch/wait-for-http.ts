import { setTimeout as wait } from "node:timers/promises";

/**
 * Asks until the answer is `accepted`, or any answer at all.
 * @returns the accepted response; its body is unread
 * @throws when `signal` aborts or the time is over
 */
export async function waitForHttp(
  url: string,
  options: { timeoutMs: number; signal?: AbortSignal; accepted?: (response: Response) => boolean },
): Promise<Response> {
  const { timeoutMs, signal, accepted = () => true } = options;
  const deadline = AbortSignal.timeout(timeoutMs);
  const until = signal ? AbortSignal.any([signal, deadline]) : deadline;
  for (;;) {
    until.throwIfAborted();
    try {
      const response = await fetch(url, { redirect: "manual", signal: AbortSignal.any([until, AbortSignal.timeout(10_000)]) });
      if (accepted(response)) return response;
      await response.body?.cancel();
    } catch {
      // Not listening yet, or too busy to answer.
    }
    await wait(100, undefined, { signal: until });
  }
}

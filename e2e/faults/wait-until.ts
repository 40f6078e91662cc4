/** Said when something did not come about in time; names what was waited for and what was last seen. */
export class NotInTimeError extends Error {}

const LOOK_EVERY_MS = 150;

/**
 * Asks `look` until it answers something other than null or false.
 * @throws NotInTimeError after `timeoutMs`
 */
export async function waitUntil<T>(
  what: string,
  look: () => Promise<T | null | false> | T | null | false,
  timeoutMs = 60_000,
  lastSeen: () => string | Promise<string> = () => "",
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await look();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) {
      const seen = await lastSeen();
      throw new NotInTimeError(`not within ${Math.round(timeoutMs / 1000)} s: ${what}${seen ? ` (${seen})` : ""}`);
    }
    await pause(LOOK_EVERY_MS);
  }
}

/** Time that has to pass for the fault itself: how long a process is stopped, how long an outage lasts. */
export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

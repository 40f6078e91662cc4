import { logError, logger } from "@/lib/platform/log";

/** By then the lease of such an attempt is long over, and the rows have gone the way of an attempt whose process died. */
const REMEMBERED_MS = 30 * 60_000;

/** By attempt: what puts its generation back among those that wait; false where the database knows no such attempt (yet). */
const unsent = new Map<string, { since: number; putBack: () => Promise<boolean> }>();

/**
 * Does what comes before a request leaves. Where that breaks (the database goes away in its commit, or right after it),
 * this process alone knows that nothing was sent: it remembers that, and `putBackUnsent` tells the database once it is
 * back. Without it the attempt would count as uncertain, and its clip would wait until the provider's list proves that
 * no task was made. If this process dies, that is what happens.
 */
export async function beforeSending<T>(attemptId: string, putBack: () => Promise<boolean>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    unsent.set(attemptId, { since: performance.now(), putBack });
    throw error;
  }
}

/** A commit that nobody heard of may still arrive, so what the database does not know yet is asked again. */
export async function putBackUnsent(): Promise<void> {
  for (const [attemptId, { since, putBack }] of unsent) {
    try {
      const isToldNow = await putBack();
      if (isToldNow) logger.info({ attemptId }, "put back an attempt that was never sent");
      if (isToldNow || performance.now() - since > REMEMBERED_MS) unsent.delete(attemptId);
    } catch (error) {
      logError(error, { attemptId }, "an attempt that was never sent could not be put back yet");
    }
  }
}

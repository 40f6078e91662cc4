/** Delivers status changes to `callback_url`, in the background. */
export interface CallbackSender {
  send(url: string, body: unknown, options: { repeat: boolean }): void;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

/** A delivery that is not acknowledged within this time has failed. */
const ACKNOWLEDGE_WITHIN_MS = 5_000;
const REPEATS = 3;

/** A failed delivery of `succeeded` or `failed` is repeated three times; of the other states it is not. */
export function createCallbackSender(deliver: typeof fetch, sleep: (ms: number) => Promise<void>): CallbackSender {
  const underWay = new Set<Promise<void>>();

  async function attempt(url: string, body: string): Promise<boolean> {
    try {
      const response = await deliver(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        signal: AbortSignal.timeout(ACKNOWLEDGE_WITHIN_MS),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      // Nobody there, or too slow: both count as not acknowledged.
      return false;
    }
  }

  async function deliverAll(url: string, body: string, tries: number): Promise<void> {
    for (let round = 0; round < tries; round += 1) {
      if (round > 0) await sleep(1_000);
      if (await attempt(url, body)) return;
    }
  }

  return {
    send(url, body, { repeat }) {
      const delivery = deliverAll(url, JSON.stringify(body), repeat ? 1 + REPEATS : 1).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

import type { LiveEvent } from "@/lib/platform/events/event";

/** Many proxies drop a stream that is silent for 30 s. */
const HEARTBEAT_MS = 20_000;
/** How long somebody who was removed, or signed out elsewhere, may go on hearing that something changed. */
const RECHECK_MS = 55_000;
/** A stream ends before 15 minutes are over, not all at the same moment, and the browser opens a new one. */
const MAX_AGE_MS = 15 * 60_000;
const JITTER_MS = 2 * 60_000;
/** Events of one burst travel together: one write to each open page instead of one per row. */
const BATCH_MS = 50;
/** Chunks that may wait for a slow reader. Beyond that it is told to ask for everything again. */
const MOST_WAITING = 64;

export interface EventStreamOptions {
  signal: AbortSignal;
  subscribe: (listener: (event: LiveEvent) => void) => () => void;
  /** Whether this person may still hear this team. */
  mayListen: () => Promise<boolean>;
  onClose: () => void;
}

/**
 * Server-sent events that say what changed, by kind and id; what it is now, the page asks for. It begins with
 * `resync`, which covers the time between the page's own reading and this moment. Whichever ends it (the reader
 * leaves, the connection breaks, age, or removal from the team), everything is cleaned up exactly once.
 */
export function createEventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const pending = new Set<string>();
  let stop: (close: boolean) => void = () => undefined;
  let missed = false;

  return new ReadableStream<Uint8Array>({
    start(controller) {
      let ended = false;
      let checking = false;
      let batch: NodeJS.Timeout | undefined;

      const write = (text: string): void => {
        if (ended) return;
        if ((controller.desiredSize ?? 0) <= -MOST_WAITING) {
          missed = true;
          return;
        }
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          // The reader left between the check and the write.
          stop(false);
        }
      };

      const flush = (): void => {
        batch = undefined;
        const lines = [...pending];
        pending.clear();
        write(lines.join(""));
      };

      const check = (): void => {
        if (checking || ended) return;
        checking = true;
        void options
          .mayListen()
          // A database that does not answer proves nothing about a membership; the next check decides.
          .catch(() => true)
          .then((allowed) => {
            checking = false;
            if (!allowed) stop(true);
          });
      };

      const unsubscribe = options.subscribe((event) => {
        if (event.kind === "member") check();
        pending.add(frame(event));
        batch ??= setTimeout(flush, BATCH_MS);
      });
      const heartbeat = setInterval(() => write(": \n\n"), HEARTBEAT_MS);
      const recheck = setInterval(check, RECHECK_MS);
      const age = setTimeout(() => stop(true), MAX_AGE_MS - Math.random() * JITTER_MS);
      const onAbort = (): void => stop(true);

      stop = (close) => {
        if (ended) return;
        ended = true;
        clearTimeout(batch);
        clearTimeout(age);
        clearInterval(heartbeat);
        clearInterval(recheck);
        unsubscribe();
        options.signal.removeEventListener("abort", onAbort);
        options.onClose();
        if (!close) return;
        try {
          controller.close();
        } catch {
          // Closed from the other side already.
        }
      };
      options.signal.addEventListener("abort", onAbort, { once: true });
      if (options.signal.aborted) stop(true);
      write(`retry: ${1000 + Math.round(Math.random() * 3000)}\n\n${frame({ kind: "resync" })}`);
    },
    // The reader has read everything: now it can be told that there was more.
    pull(controller) {
      if (!missed) return;
      missed = false;
      controller.enqueue(encoder.encode(frame({ kind: "resync" })));
    },
    cancel() {
      stop(false);
    },
  });
}

const frame = (event: LiveEvent): string => `data: ${JSON.stringify(event)}\n\n`;

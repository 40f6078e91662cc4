import type { OpenedFile, PulledBytes } from "./types";

/** Bytes as a storage lends them. */
export const openedFile = (bytes: PulledBytes, facts: Pick<OpenedFile, "sizeBytes" | "start" | "end">): OpenedFile => ({
  ...bytes,
  ...facts,
  get stream() {
    return pullStream(bytes);
  },
});

/**
 * A stream that reads only when its consumer asks, and lets go of its source exactly once: at the end, at an error
 * or when the consumer goes away. `Readable.toWeb` over a file threw outside of any handler whenever a browser
 * closed the connection.
 */
function pullStream(source: PulledBytes): ReadableStream<Uint8Array<ArrayBuffer>> {
  let closing: Promise<void> | undefined;
  // Closing what is being closed is no news to anybody.
  const close = (): Promise<void> => (closing ??= Promise.resolve(source.close()).catch(() => undefined));
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const chunk = closing ? null : await source.read();
          // Cancelled while it was reading: the controller takes nothing any more.
          if (closing) return;
          if (chunk) return controller.enqueue(chunk);
          await close();
          controller.close();
        } catch (error) {
          const cancelled = closing !== undefined;
          await close();
          if (!cancelled) controller.error(error);
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}

import { describe, expect, it, vi } from "vitest";
import { createEventStream } from "./event-stream";
import { beginStream } from "./shutdown";

const open = () => {
  const request = new AbortController();
  const life = beginStream(request.signal);
  const onClose = vi.fn(life.end);
  const stream = createEventStream({
    signal: life.signal,
    subscribe: () => () => undefined,
    mayListen: () => Promise.resolve(true),
    onClose,
  });
  return { request, life, onClose, stream };
};
const textOf = async (stream: ReadableStream<Uint8Array>): Promise<string> => new Response(stream).text();

describe("streams of events", () => {
  it("end when their reader leaves, and when the process is told to end; what is opened afterwards ends at once", async () => {
    const left = open();
    left.request.abort();
    expect(left.onClose).toHaveBeenCalledOnce();

    const [first, second] = [open(), open()];
    expect(first.life.isStopping).toBe(false);
    process.emit("SIGTERM", "SIGTERM");
    // A stream that ends tells the browser to come again; an error would tell it to stay away.
    for (const { stream, onClose } of [first, second]) {
      expect(await textOf(stream)).toContain("retry: ");
      expect(onClose).toHaveBeenCalledOnce();
    }
    const late = open();
    expect(late.life.isStopping).toBe(true);
    expect(await textOf(late.stream)).toBe("");
  });
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openLiveConnection, readMessage } from "./live-connection";

class FakeSource {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  close = vi.fn();
  fail(readyState: 0 | 2) {
    this.readyState = readyState;
    this.onerror?.();
  }
}

let sources: FakeSource[];
const open = () => {
  const onMessage = vi.fn();
  const close = openLiveConnection("/events", {
    onMessage,
    createSource: () => {
      const source = new FakeSource();
      sources.push(source);
      return source as unknown as EventSource;
    },
  });
  return { onMessage, close };
};

beforeEach(() => {
  sources = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it("passes on what changed and that something was missed, and leaves strangers out", () => {
  const { onMessage } = open();
  sources[0]?.onmessage?.({ data: '{"kind":"resync"}' });
  sources[0]?.onmessage?.({ data: '{"kind":"generation","id":"g1"}' });
  sources[0]?.onmessage?.({ data: "ping" });
  sources[0]?.onmessage?.({ data: "null" });
  expect(onMessage.mock.calls).toEqual([[{ kind: "resync" }], [{ kind: "generation", id: "g1" }]]);
  expect(readMessage('{"kind":"asset"}')).toBeNull();
});

it("a stream that broke off is left to the browser, which reconnects it", () => {
  open();
  sources[0]?.fail(0);
  vi.advanceTimersByTime(60_000);
  expect(sources).toHaveLength(1);
});

it("a refused stream is tried again, ever more slowly, until it is closed", () => {
  const { close } = open();
  sources[0]?.fail(2);
  vi.advanceTimersByTime(999);
  expect(sources).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(sources).toHaveLength(2);
  sources[1]?.fail(2);
  vi.advanceTimersByTime(1999);
  expect(sources).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(sources).toHaveLength(3);
  sources[2]?.fail(2);
  close();
  vi.advanceTimersByTime(60_000);
  expect(sources).toHaveLength(3);
});

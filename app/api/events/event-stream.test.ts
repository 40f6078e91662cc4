import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveEvent } from "@/lib/platform/events/event";
import { createEventStream } from "./event-stream";

function open(mayListen: () => Promise<boolean> = async () => true) {
  const abort = new AbortController();
  let listener: (event: LiveEvent) => void = () => undefined;
  const unsubscribe = vi.fn();
  const onClose = vi.fn();
  const stream = createEventStream({
    signal: abort.signal,
    subscribe: (given) => {
      listener = given;
      return unsubscribe;
    },
    mayListen,
    onClose,
  });
  const reader = stream.getReader();
  const next = async (): Promise<string | null> => {
    const { done, value } = await reader.read();
    return done ? null : new TextDecoder().decode(value);
  };
  return { abort, reader, next, unsubscribe, onClose, say: (event: LiveEvent) => listener(event) };
}

describe("createEventStream", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("begins with a jittered retry and a call to read again", async () => {
    const { next } = open();
    expect(await next()).toMatch(/^retry: [1-4]\d{3}\n\ndata: \{"kind":"resync"\}\n\n$/);
  });

  it("sends a burst as one chunk, and the same change once", async () => {
    const { next, say } = open();
    await next();
    say({ kind: "generation", id: "a" });
    say({ kind: "generation", id: "b" });
    say({ kind: "generation", id: "a" });
    await vi.advanceTimersByTimeAsync(50);
    expect(await next()).toBe('data: {"kind":"generation","id":"a"}\n\ndata: {"kind":"generation","id":"b"}\n\n');
  });

  it("breaks the silence every 20 seconds", async () => {
    const { next } = open();
    await next();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await next()).toBe(": \n\n");
  });

  it("ends at once for a member who was removed", async () => {
    const { next, say, onClose } = open(async () => false);
    await next();
    say({ kind: "member", id: "me" });
    await vi.advanceTimersByTimeAsync(0);
    expect(await next()).toBeNull();
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("ends within a minute for somebody whose session ended without an event", async () => {
    let allowed = true;
    const { next, onClose } = open(async () => allowed);
    await next();
    await vi.advanceTimersByTimeAsync(30_000);
    allowed = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("goes on when the database does not answer the check", async () => {
    const { onClose } = open(() => Promise.reject(new Error("no database")));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(onClose).not.toHaveBeenCalled();
  });

  it("ends within a quarter of an hour", async () => {
    const { onClose } = open();
    await vi.advanceTimersByTimeAsync(15 * 60_000);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("cleans up once, however often it ends", async () => {
    const { abort, reader, say, unsubscribe, onClose } = open();
    say({ kind: "generation", id: "a" });
    abort.abort();
    await reader.cancel();
    await vi.advanceTimersByTimeAsync(20 * 60_000);
    expect(unsubscribe).toHaveBeenCalledOnce();
    expect(onClose).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("tells a reader that was too slow to read again, instead of keeping everything for it", async () => {
    const { next, say } = open();
    for (let index = 0; index < 200; index++) {
      say({ kind: "generation", id: String(index) });
      await vi.advanceTimersByTimeAsync(50);
    }
    let chunks = 0;
    let last: string | null = "";
    while (last !== 'data: {"kind":"resync"}\n\n') {
      last = await next();
      chunks++;
    }
    expect(chunks).toBeLessThan(100);
  });
});

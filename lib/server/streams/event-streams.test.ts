import { createServer, get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveEvent } from "@/lib/platform/events/event";
import { AppError } from "@/lib/shared/errors";
import { createEventStreams, type StreamSource } from "./event-streams";
import { frameOf } from "./frames";

const toFrames: StreamSource["toFrames"] = (_teamId, events) =>
  events.map((event) => ({ text: frameOf(event), projectId: event.kind === "project" ? event.id : null }));
const listeners = new Map<string, (event: LiveEvent) => void>();
const unsubscribe = vi.fn();
let findAllowed: StreamSource["findAllowed"];
let frames: StreamSource["toFrames"];
let streams: ReturnType<typeof createEventStreams>;
let server: Server;
let refused: unknown;

const RESYNC = 'data: {"kind":"resync"}\n\n';

beforeEach(async () => {
  // The network is real, and so are its timers; ours are not.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
  listeners.clear();
  unsubscribe.mockReset();
  refused = null;
  findAllowed = async (all) => new Map(all.map((one) => [one, []]));
  frames = toFrames;
  streams = createEventStreams({
    subscribe: (teamId, listener) => {
      listeners.set(teamId, listener);
      return unsubscribe;
    },
    toFrames: (teamId, events) => frames(teamId, events),
    findAllowed: (all) => findAllowed(all),
  });
  server = createServer((request, response) => {
    const userId = request.url!.slice(1);
    try {
      streams.open(response, { sessionId: `session of ${userId}`, userId, teamId: "team", hidden: [] });
    } catch (error) {
      refused = error;
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  vi.useRealTimers();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

interface Page {
  answer: IncomingMessage;
  /** All that came, once it is as told. */
  until: (isEnough: (text: string) => boolean) => Promise<string>;
  ended: Promise<string>;
}

function open(user = "ada"): Promise<Page> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const request = get({ port, path: `/${user}`, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      const ended = new Promise<string>((end) => answer.once("close", () => end(text)));
      const until = async (isEnough: (text: string) => boolean): Promise<string> => {
        await vi.waitFor(() => expect(isEnough(text)).toBe(true));
        return text;
      };
      resolve({ answer, until, ended });
    });
    request.on("error", reject);
  });
}
const begun = (text: string) => text.endsWith(RESYNC);
const say = (event: LiveEvent) => listeners.get("team")!(event);

describe("a stream of events", () => {
  it("begins with a jittered retry and a call to read again", async () => {
    const page = await open();
    expect(await page.until(begun)).toMatch(/^retry: [1-4]\d{3}\n\ndata: \{"kind":"resync"\}\n\n$/);
    expect(page.answer.headers).toMatchObject({ "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" });
  });

  it("gets a burst as one piece, and the same change once", async () => {
    const page = await open();
    await page.until(begun);
    const pieces: string[] = [];
    page.answer.on("data", (piece: string) => pieces.push(piece));
    for (const id of ["a", "b", "a"]) say({ kind: "generation", id });
    await vi.advanceTimersByTimeAsync(60);
    await page.until((text) => text.includes('"b"'));
    expect(pieces).toEqual(['data: {"kind":"generation","id":"a"}\n\ndata: {"kind":"generation","id":"b"}\n\n']);
  });

  it("is told once for all pages what changed, and to read again when that could not be said", async () => {
    const pages = await Promise.all(["ada", "bob", "eve"].map(open));
    const made = vi.fn(toFrames);
    frames = made;
    say({ kind: "project", id: "p" });
    await vi.advanceTimersByTimeAsync(60);
    for (const page of pages) await page.until((text) => text.includes('"p"'));
    expect(made).toHaveBeenCalledOnce();
    frames = () => Promise.reject(new Error("no database"));
    say({ kind: "project", id: "q" });
    await vi.advanceTimersByTimeAsync(60);
    for (const page of pages) await page.until((text) => text.split(RESYNC).length === 3);
  });

  it("breaks the silence every 20 seconds", async () => {
    const page = await open();
    await page.until(begun);
    await vi.advanceTimersByTimeAsync(20_000);
    await page.until((text) => text.endsWith(": \n\n"));
  });

  it("ends at once for a member who was removed, and goes on for the others", async () => {
    const [ada, bob] = [await open("ada"), await open("bob")];
    findAllowed = async (all) => new Map(all.flatMap((one) => (one.sessionId === "session of ada" ? [] : [[one, []]])));
    say({ kind: "member", id: "ada" });
    await ada.ended;
    say({ kind: "generation", id: "later" });
    await vi.advanceTimersByTimeAsync(60);
    await bob.until((text) => text.includes("later"));
  });

  it("tells nobody of a project that is hidden from them, from the moment on that this is known", async () => {
    const [ada, bob] = [await open("ada"), await open("bob")];
    findAllowed = async (all) => new Map(all.map((one) => [one, one.sessionId === "session of ada" ? ["secret"] : []]));
    say({ kind: "member", id: "ada" });
    await vi.advanceTimersByTimeAsync(60);
    for (const id of ["secret", "open"]) say({ kind: "project", id });
    await vi.advanceTimersByTimeAsync(60);
    expect(await bob.until((text) => text.includes('"open"'))).toContain('"secret"');
    expect(await ada.until((text) => text.includes('"open"'))).not.toContain('"secret"');
  });

  it("tells nobody of what happens in a project that was closed from its beginning", async () => {
    const page = await open();
    findAllowed = async (all) => new Map(all.map((one) => [one, ["copy"]]));
    // One that was made: which ones are closed is asked anew.
    say({ kind: "project", id: "any" });
    await vi.advanceTimersByTimeAsync(60);
    for (const id of ["copy", "open"]) say({ kind: "project", id });
    await vi.advanceTimersByTimeAsync(60);
    expect(await page.until((text) => text.includes('"open"'))).not.toContain('"copy"');
  });

  it("ends at once where its session ended before anybody listened, or while the line to the database was broken", async () => {
    const page = await open();
    findAllowed = async () => new Map();
    say({ kind: "resync" });
    await page.ended;
  });

  it("ends within a minute for somebody whose session ended without an event", async () => {
    const page = await open();
    findAllowed = async () => new Map();
    await vi.advanceTimersByTimeAsync(60_000);
    await page.ended;
  });

  it("goes on when the database does not answer the check", async () => {
    const page = await open();
    findAllowed = () => Promise.reject(new Error("no database"));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(page.answer.closed).toBe(false);
  });

  it("ends within a quarter of an hour", async () => {
    const page = await open();
    await vi.advanceTimersByTimeAsync(15 * 60_000);
    await page.ended;
  });

  it("is one of six for one person; when its reader leaves, the place is free and nobody listens", async () => {
    const pages = await Promise.all(Array.from({ length: 6 }, () => open()));
    await expect(open()).rejects.toThrow();
    expect(refused).toEqual(new AppError("too-many-requests"));
    for (const page of pages) page.answer.destroy();
    await vi.waitFor(() => expect(unsubscribe).toHaveBeenCalledOnce());
    await open();
  });

  it("is told to read again when its reader was too slow, instead of everything being kept for it", async () => {
    const page = await open();
    await page.until(begun);
    page.answer.pause();
    frames = () => [{ text: `data: ${"x".repeat(1024 * 1024)}\n\n`, projectId: null }];
    for (let index = 0; index < 40; index++) {
      say({ kind: "generation", id: String(index) });
      await vi.advanceTimersByTimeAsync(60);
    }
    page.answer.resume();
    const text = await page.until((all) => all.endsWith(RESYNC));
    expect(text.length).toBeLessThan(35 * 1024 * 1024);
  });

  it("ends when the process is told to end; what is opened afterwards ends at once, on a line that is not used again", async () => {
    const pages = [await open("ada"), await open("bob")];
    streams.stop();
    // A stream that ends tells the browser to come again; an error would tell it to stay away.
    for (const page of pages) expect(await page.ended).toContain("retry: ");
    const late = await open();
    expect(late.answer.headers.connection).toBe("close");
    await late.ended;
  });
});

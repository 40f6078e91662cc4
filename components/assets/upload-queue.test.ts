import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AssetView, UploadTicket } from "@/lib/assets/view";
import type { ActionResult } from "@/lib/shared/result";
import type { Inspection } from "./inspect-file";
import type { KeptFiles } from "./kept-files";
import { SendError, type sendFile } from "./send-file";
import { createUploadQueue, type UploadNews } from "./upload-queue";

type SendOptions = Parameters<typeof sendFile>[2];

const asset = (id: string, status: AssetView["status"] = "uploading"): AssetView => ({
  id,
  kind: "image",
  status,
  name: "a.png",
  mimeType: "image/png",
  sizeBytes: 3,
  width: 800,
  height: 600,
  durationMs: null,
  problem: null,
  fittedFrom: null,
});
const GOOD: Inspection = {
  ok: true,
  kind: "image",
  mimeType: "image/png",
  facts: { sizeBytes: 3, width: 800, height: 600, durationMs: null, framesPerSecond: null },
};
const file = (words = "abc") => new File([words], "a.png", { type: "image/png" });

function setUp(
  patch: {
    kept?: KeptFiles;
    inspection?: Inspection;
    ticket?: ActionResult<UploadTicket>;
    sent?: (options: SendOptions) => Promise<ActionResult<AssetView>>;
  } = {},
) {
  const news: [string, UploadNews][] = [];
  const requestUpload = vi.fn(
    async () => patch.ticket ?? { ok: true as const, data: { asset: asset("new"), uploadUrl: "/api/uploads/new" } },
  );
  const send = vi.fn(async (_url: string, file: Blob, options: SendOptions) => {
    options.onProgress(1);
    options.onProgress(file.size);
    const stopped = new Promise<never>((_, reject) => options.signal.addEventListener("abort", () => reject(new SendError())));
    return Promise.race([stopped, (patch.sent ?? (async () => ({ ok: true as const, data: asset("new", "ready") })))(options)]);
  });
  const discard = vi.fn();
  const queue = createUploadQueue({
    requestUpload,
    onNews: (key, item) => news.push([key, item]),
    inspect: async () => patch.inspection ?? GOOD,
    send,
    discard,
    hash: async (bytes) => `hash of ${await bytes.text()}`,
    ...(patch.kept && { kept: patch.kept }),
  });
  queues.push(queue);
  const steps = () => news.flatMap(([, item]) => (item.upload === undefined ? [] : [item.upload?.step ?? "ready"]));
  return { queue, news, steps, requestUpload, send, discard };
}

const queues: ReturnType<typeof createUploadQueue>[] = [];
afterEach(() => queues.splice(0).forEach((queue) => queue.keepOnly(new Set())));

beforeEach(() => {
  // All files of these tests are one asset; between tabs that would be one file.
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:preview", revokeObjectURL: () => undefined }));
});

describe("the upload queue", () => {
  it("reads, sends, waits for the check, and is ready", async () => {
    const { queue, steps, news } = setUp();
    expect(queue.add("k", file())).toBe("blob:preview");
    await vi.waitFor(() => expect(steps().at(-1)).toBe("ready"));
    expect(steps()).toEqual(["reading", "checking", "uploading", "uploading", "checking", "ready"]);
    expect(news.at(-1)?.[1]).toMatchObject({ asset: { id: "new", status: "ready" }, reused: false });
  });

  it("sends nothing of a file that breaks a limit", async () => {
    const { queue, steps, requestUpload } = setUp({ inspection: { ok: false, problem: { code: "tooSmallSide", values: { width: 10 } } } });
    queue.add("k", file());
    await vi.waitFor(() => expect(steps()).toEqual(["reading", "problem"]));
    expect(requestUpload).not.toHaveBeenCalled();
  });

  it("takes no clip where only a picture fits", async () => {
    const { queue, news } = setUp({ inspection: { ...GOOD, kind: "video", mimeType: "video/mp4" } as Inspection });
    queue.add("k", file(), { onlyImages: true });
    await vi.waitFor(() => expect(news.at(-1)?.[1].upload).toMatchObject({ step: "problem", problem: { code: "notAnImage" } }));
  });

  it("sends no bytes that the team has", async () => {
    const { queue, news, send } = setUp({ ticket: { ok: true, data: { asset: asset("old", "ready"), uploadUrl: null } } });
    queue.add("k", file());
    await vi.waitFor(() => expect(news.at(-1)?.[1]).toMatchObject({ asset: { id: "old" }, upload: null, reused: true }));
    expect(send).not.toHaveBeenCalled();
  });

  it("repeats the server's sentence", async () => {
    const { queue, news } = setUp({
      sent: async () => ({
        ok: false,
        error: { code: "bad-input", fields: { file: { code: "wrongFrameRate", values: { fps: 15, min: 24, max: 60 } } } },
      }),
    });
    queue.add("k", file());
    await vi.waitFor(() =>
      expect(news.at(-1)?.[1].upload).toEqual({
        step: "problem",
        problem: { code: "wrongFrameRate", values: { fps: 15, min: 24, max: 60 } },
        retryable: false,
      }),
    );
  });

  it("sends to the same place again after the line broke", async () => {
    let broken = true;
    const { queue, news, steps, requestUpload, send } = setUp({
      sent: async () => {
        if (broken) throw new SendError();
        return { ok: true, data: asset("new", "ready") };
      },
    });
    queue.add("k", file());
    await vi.waitFor(() =>
      expect(news.at(-1)?.[1].upload).toMatchObject({ step: "problem", problem: { code: "network" }, retryable: true }),
    );
    broken = false;
    expect(queue.retry("k")).toBe(true);
    await vi.waitFor(() => expect(steps().at(-1)).toBe("ready"));
    expect(requestUpload).toHaveBeenCalledOnce();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("says nothing more of a file that was removed, and cannot try it again", async () => {
    let finish = (_answer: ActionResult<AssetView>) => {};
    const { queue, news, steps } = setUp({ sent: () => new Promise((resolve) => (finish = resolve)) });
    queue.add("k", file());
    await vi.waitFor(() => expect(steps().at(-1)).toBe("checking"));
    queue.keepOnly(new Set());
    const before = news.length;
    finish({ ok: true, data: asset("new", "ready") });
    await Promise.resolve();
    expect(news).toHaveLength(before);
    expect(queue.retry("k")).toBe(false);
  });

  it("never sends more than two at once, and all in the end", async () => {
    const waiting: (() => void)[] = [];
    const { queue, steps, send } = setUp({
      sent: () => new Promise((resolve) => waiting.push(() => resolve({ ok: true, data: asset("new", "ready") }))),
    });
    for (let index = 0; index < 8; index++) queue.add(`k${index}`, file(`${index}`));
    for (let done = 0; done < 8; done++) {
      await vi.waitFor(() => expect(waiting).toHaveLength(Math.min(2, 8 - done)));
      expect(send.mock.calls.length).toBe(Math.min(8, done + 2));
      waiting.shift()!();
    }
    await vi.waitFor(() => expect(steps().filter((step) => step === "ready")).toHaveLength(8));
  });

  it("gives up what was reserved for a file that is taken out, and nothing of one that is there", async () => {
    const { queue, steps, discard } = setUp({ sent: () => new Promise(() => undefined) });
    queue.add("k", file());
    await vi.waitFor(() => expect(steps().at(-1)).toBe("checking"));
    queue.keepOnly(new Set());
    expect(discard.mock.calls).toEqual([["/api/uploads/new"]]);
    const done = setUp();
    done.queue.add("k", file());
    await vi.waitFor(() => expect(done.steps().at(-1)).toBe("ready"));
    done.queue.keepOnly(new Set());
    expect(done.discard).not.toHaveBeenCalled();
  });

  it("gives up an upload whose file was taken out before the studio had answered", async () => {
    let answer = (_ticket: ActionResult<UploadTicket>) => {};
    const { queue, requestUpload, discard } = setUp();
    requestUpload.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve as typeof answer)));
    queue.add("k", file());
    await vi.waitFor(() => expect(requestUpload).toHaveBeenCalledOnce());
    queue.keepOnly(new Set());
    answer({ ok: true, data: { asset: asset("late"), uploadUrl: "/api/uploads/late" } });
    await vi.waitFor(() => expect(discard.mock.calls).toEqual([["/api/uploads/late"]]));
  });

  it("pauses without giving up, makes room for the next, and goes on with the same upload", async () => {
    const stopped: boolean[] = [];
    let finish = (_answer: ActionResult<AssetView>) => {};
    const { queue, news, steps, requestUpload, send, discard } = setUp({
      sent: ({ signal }) => {
        signal.addEventListener("abort", () => stopped.push(true));
        return new Promise((resolve) => (finish = resolve));
      },
    });
    queue.add("a", file("a"));
    queue.add("b", file("b"));
    queue.add("c", file("c"));
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2));
    queue.pause("a");
    expect(news.at(-1)).toEqual(["a", { upload: { step: "paused", fraction: 1 } }]);
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(3));
    expect([stopped, discard.mock.calls]).toEqual([[true], []]);
    queue.pause("b");
    queue.pause("c");
    expect(queue.retry("a")).toBe(true);
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(4));
    finish({ ok: true, data: asset("new", "ready") });
    await vi.waitFor(() => expect(steps().at(-1)).toBe("ready"));
    expect(requestUpload).toHaveBeenCalledTimes(3);
  });

  it("sends the same bytes once, although they were brought twice", async () => {
    const { queue, requestUpload, send, news } = setUp();
    requestUpload.mockImplementation(async () => ({
      ok: true,
      data:
        send.mock.calls.length > 0
          ? { asset: asset("new", "ready"), uploadUrl: null }
          : { asset: asset("new"), uploadUrl: "/api/uploads/new" },
    }));
    queue.add("k1", file());
    queue.add("k2", file());
    await vi.waitFor(() => expect(news.filter(([, { upload }]) => upload === null)).toHaveLength(2));
    expect(send).toHaveBeenCalledOnce();
  });

  it("asks for another upload when the studio does not know the first any more", async () => {
    let known = false;
    const { queue, steps, requestUpload } = setUp({
      sent: async () => {
        if (known) return { ok: true, data: asset("new", "ready") };
        known = true;
        return { ok: false, error: { code: "not-found" } };
      },
    });
    queue.add("k", file());
    await vi.waitFor(() => expect(steps().at(-1)).toBe("ready"));
    expect(requestUpload).toHaveBeenCalledTimes(2);
  });

  it("tells that it waits for the studio, and that it goes on", async () => {
    const { queue, steps } = setUp({
      sent: async ({ onWaiting, onProgress }) => {
        onWaiting();
        onProgress(2);
        return { ok: true, data: asset("new", "ready") };
      },
    });
    queue.add("k", file());
    await vi.waitFor(() => expect(steps().at(-1)).toBe("ready"));
    expect(steps().slice(-4)).toEqual(["checking", "waiting", "uploading", "ready"]);
  });

  it("goes on after a reload with the bytes that were kept, without asking for another place", async () => {
    const found = vi.fn(async (name: string) => (name === "new" ? file() : null));
    const drop = vi.fn(async () => undefined);
    const kept = { keep: vi.fn(), name: vi.fn(), find: found, drop, sweep: vi.fn() } as unknown as KeptFiles;
    const { queue, steps, requestUpload, send } = setUp({ kept });
    expect(await queue.restore("elsewhere", asset("other"))).toBeNull();
    expect(await queue.restore("saved-0-new", asset("new"))).toBe("blob:preview");
    await vi.waitFor(() => expect(steps().at(-1)).toBe("ready"));
    expect(steps()).toEqual(["uploading", "uploading", "checking", "ready"]);
    expect([requestUpload.mock.calls.length, send.mock.calls[0]![0]]).toEqual([0, "/api/uploads/new"]);
    expect(drop).toHaveBeenCalledWith("saved-0-new", "new");
  });
});

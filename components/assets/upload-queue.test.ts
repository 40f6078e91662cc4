import { beforeEach, describe, expect, it, vi } from "vitest";
import type { AssetView, UploadTicket } from "@/lib/assets/view";
import type { ActionResult } from "@/lib/shared/result";
import type { Inspection } from "./inspect-file";
import { SendError } from "./send-file";
import { createUploadQueue, type UploadNews } from "./upload-queue";

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
const file = () => new File(["abc"], "a.png", { type: "image/png" });

function setUp(
  patch: { inspection?: Inspection; ticket?: ActionResult<UploadTicket>; sent?: () => Promise<ActionResult<AssetView>> } = {},
) {
  const news: [string, UploadNews][] = [];
  const requestUpload = vi.fn(
    async () => patch.ticket ?? { ok: true as const, data: { asset: asset("new"), uploadUrl: "/api/uploads/new" } },
  );
  const send = vi.fn(async (_url: string, _file: Blob, options: { onProgress: (fraction: number) => void }) => {
    options.onProgress(0.5);
    options.onProgress(1);
    return (patch.sent ?? (async () => ({ ok: true as const, data: asset("new", "ready") })))();
  });
  const queue = createUploadQueue({
    requestUpload,
    onNews: (key, item) => news.push([key, item]),
    inspect: async () => patch.inspection ?? GOOD,
    send,
    hash: async () => "hash",
  });
  const steps = () => news.flatMap(([, item]) => (item.upload === undefined ? [] : [item.upload?.step ?? "ready"]));
  return { queue, news, steps, requestUpload, send };
}

beforeEach(() => {
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:preview", revokeObjectURL: () => undefined }));
});

describe("the upload queue", () => {
  it("reads, sends, waits for the check, and is ready", async () => {
    const { queue, steps, news } = setUp();
    expect(queue.add("k", file())).toBe("blob:preview");
    await vi.waitFor(() => expect(steps().at(-1)).toBe("ready"));
    expect(steps()).toEqual(["reading", "uploading", "uploading", "checking", "ready"]);
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
    for (let index = 0; index < 8; index++) queue.add(`k${index}`, file());
    for (let done = 0; done < 8; done++) {
      await vi.waitFor(() => expect(waiting).toHaveLength(Math.min(2, 8 - done)));
      expect(send.mock.calls.length).toBe(Math.min(8, done + 2));
      waiting.shift()!();
    }
    await vi.waitFor(() => expect(steps().filter((step) => step === "ready")).toHaveLength(8));
  });
});

import type { UploadOptions } from "tus-js-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SendError, sendFile } from "./send-file";

const uploads = vi.hoisted(() => [] as { options: UploadOptions; aborted: boolean }[]);
vi.mock("tus-js-client", () => ({
  Upload: class {
    options: UploadOptions;
    aborted = false;
    constructor(_file: Blob, options: UploadOptions) {
      this.options = options;
      uploads.push(this);
    }
    start() {}
    abort() {
      this.aborted = true;
      return Promise.resolve();
    }
  },
}));

const words = (answer: unknown): string => JSON.stringify(answer);
const READY = { ok: true, data: { id: "a", status: "ready" } };
const refusal = (code: string, file?: string) => ({ ok: false, error: { code, ...(file && { fields: { file: { code: file } } }) } });

/** What tus tells when a request was answered so; status 0: it was not. */
function failure(status: number, body = "", method = "PATCH"): never {
  const response = status === 0 ? null : { getStatus: () => status, getBody: () => body };
  return Object.assign(new Error("tus"), { originalRequest: { getMethod: () => method }, originalResponse: response }) as never;
}

async function begin(file: Blob = new Blob(["abc"])) {
  const controller = new AbortController();
  const onWaiting = vi.fn();
  const answer = sendFile("/api/uploads/a", file, { signal: controller.signal, onProgress: vi.fn(), onWaiting });
  answer.catch(() => undefined);
  await vi.waitFor(() => expect(uploads).toHaveLength(1));
  return { answer, onWaiting, controller, upload: uploads[0]!, options: uploads[0]!.options };
}

const asked = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
beforeEach(() => {
  uploads.length = 0;
  asked.mockReset();
  vi.stubGlobal("fetch", asked);
});
afterEach(() => vi.unstubAllGlobals());

describe("a file that is sent", () => {
  it("goes in parts of 8 MiB, leaves no note of itself, and ends as what the last part was answered", async () => {
    const { answer, options } = await begin();
    expect(options).toMatchObject({ uploadUrl: "/api/uploads/a", chunkSize: 8 * 1024 * 1024, storeFingerprintForResuming: false });
    options.onSuccess!({ lastResponse: { getBody: () => words(READY) } as never });
    expect(await answer).toEqual(READY);
  });

  it("that was all there before asks how it ended, until somebody says so", async () => {
    const { answer, options, onWaiting } = await begin();
    asked.mockRejectedValueOnce(new TypeError("Failed to fetch")).mockResolvedValueOnce(Response.json(READY));
    options.onSuccess!({ lastResponse: { getBody: () => "" } as never });
    expect(await answer).toEqual(READY);
    expect(onWaiting).toHaveBeenCalledOnce();
    expect(asked.mock.calls[0]).toMatchObject(["/api/uploads/a", { method: "PATCH", headers: { "upload-offset": "3" } }]);
  });

  it.each([
    [0, ""],
    [409, "Upload-Offset conflict"],
    [409, words(refusal("conflict"))],
    [423, ""],
    [429, words(refusal("too-many-requests", "tooManyUploads"))],
    [502, "<html>Bad Gateway</html>"],
    [503, words(refusal("unavailable"))],
  ])("waits and goes on by itself where it was answered %i %s", async (status, body) => {
    const { options, onWaiting } = await begin();
    expect(options.onShouldRetry!(failure(status, body), 0, options)).toBe(true);
    expect(onWaiting).toHaveBeenCalledOnce();
  });

  it.each([
    [400, words(refusal("bad-input"))],
    [404, words(refusal("not-found"))],
    [415, words(refusal("wrong-type", "wrongType"))],
    [507, words(refusal("storage-full", "storageFull"))],
    [500, words(refusal("unexpected"))],
  ])("says what it was refused for, and does not go on by itself: %i %s", async (status, body) => {
    const { answer, options, onWaiting } = await begin();
    expect(options.onShouldRetry!(failure(status, body), 0, options)).toBe(false);
    options.onError!(failure(status, body));
    expect(await answer).toEqual(JSON.parse(body));
    expect(onWaiting).not.toHaveBeenCalled();
  });

  it("asks for the words of a refusal that came without", async () => {
    const { answer, options } = await begin();
    asked.mockResolvedValueOnce(Response.json(refusal("not-found"), { status: 404 }));
    options.onError!(failure(404, "", "HEAD"));
    expect(await answer).toEqual(refusal("not-found"));
  });

  it("is left to a person where something between refuses it without a word, or the bytes are not there after all", async () => {
    const proxy = await begin();
    expect(proxy.options.onShouldRetry!(failure(413, "<html>Too Large</html>"), 0, proxy.options)).toBe(false);
    proxy.options.onError!(failure(413, "<html>Too Large</html>"));
    await expect(proxy.answer).rejects.toBeInstanceOf(SendError);
    uploads.length = 0;
    const lost = await begin();
    asked.mockResolvedValueOnce(new Response("Upload-Offset conflict", { status: 409 }));
    lost.options.onSuccess!({ lastResponse: { getBody: () => "" } as never });
    await expect(lost.answer).rejects.toBeInstanceOf(SendError);
  });

  it("that cannot be read any more is said to be so, instead of waiting for the studio", async () => {
    const file = new Blob(["abc"]);
    vi.spyOn(file, "slice").mockReturnValue({ arrayBuffer: () => Promise.reject(new Error("NotReadableError")) } as never);
    const { answer, options, upload } = await begin(file);
    options.onShouldRetry!(failure(0), 0, options);
    expect(await answer).toMatchObject({ ok: false, error: { fields: { file: { code: "unreadable" } } } });
    expect(upload.aborted).toBe(true);
  });

  it("stops when it is told to, and gives nothing up", async () => {
    const { answer, controller, upload } = await begin();
    controller.abort();
    await expect(answer).rejects.toBeInstanceOf(SendError);
    expect(upload.aborted).toBe(true);
    expect(asked).not.toHaveBeenCalled();
  });
});

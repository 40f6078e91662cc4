import { describe, expect, test } from "vitest";
import type { TaskRequest } from "../types";
import { createProvider } from "../create-provider";
import { playFetch, type Recorded } from "@/lib/testing/recorded-fetch";
import { buildVideoBody } from "./body";
import { readModelIds, readVideoTask } from "./map";
import { DEFAULT_PARAMETERS } from "@/lib/models/catalog";

const context = { host: "powertokens", apiKey: "sk-secret", baseUrl: "https://api.powertokens.ai" } as const;
const read = (answer: unknown) => readVideoTask(answer, "task_1", context);

function client(...answers: Recorded[]) {
  const fetch = playFetch(...answers);
  const { video } = createProvider({
    host: "powertokens",
    baseUrl: "https://api.powertokens.ai",
    assetBaseUrl: "https://api.powertokens.ai",
    apiKey: "sk-secret",
    apiStyle: "openai",
    fetch,
  });
  return { fetch, video, openContent: video.openContent!.bind(video) };
}

const request: TaskRequest = {
  ...DEFAULT_PARAMETERS,
  model: "seedance-2.0-fast",
  mode: "references",
  prompt: "a cat",
  resolution: "480p",
  ratio: "adaptive",
  durationSeconds: 12,
  inputs: [
    { kind: "referenceImage", url: "asset://a" },
    { kind: "referenceVideo", url: "asset://b" },
    { kind: "referenceAudio", url: "asset://c" },
  ],
  sound: false,
  watermark: true,
  returnLastFrame: true,
  seed: 11,
  safetyIdentifier: "user.attempt",
};

describe("body", () => {
  test("media, size, and the length as a string", () => {
    expect(buildVideoBody(request, "powertokens")).toEqual({
      model: "dreamina-seedance-2-0-fast-260128",
      media: [
        { type: "text", text: "a cat" },
        { type: "reference_image", url: "asset://a" },
        { type: "reference_video", url: "asset://b" },
        { type: "reference_audio", url: "asset://c" },
      ],
      seconds: "12",
      size: "480p",
      ratio: "adaptive",
      generate_audio: false,
      watermark: true,
      return_last_frame: true,
      seed: 11,
      safety_identifier: "user.attempt",
    });
    expect(buildVideoBody({ ...request, durationSeconds: null, seed: null, returnLastFrame: false }, "powertokens")).toMatchObject({
      seconds: "-1",
    });
    expect(Object.keys(buildVideoBody({ ...request, seed: null, returnLastFrame: false }, "powertokens"))).not.toContain("seed");
  });

  test("frames have types of their own", () => {
    const inputs = [
      { kind: "firstFrame", url: "asset://f" },
      { kind: "lastFrame", url: "asset://l" },
    ] as const;
    expect(buildVideoBody({ ...request, inputs }, "powertokens").media.slice(1)).toEqual([
      { type: "first_frame", url: "asset://f" },
      { type: "last_frame", url: "asset://l" },
    ]);
  });

  test("files of the asset library only", () => {
    expect(() =>
      buildVideoBody({ ...request, inputs: [{ kind: "referenceImage", url: "https://example.com/a.png" }] }, "powertokens"),
    ).toThrow(/asset library/u);
  });
});

describe("the three shapes of an answer", () => {
  test("A, like Ark", () => {
    expect(
      read({
        id: "task_1",
        model: "doubao-seedance-2-0-260128",
        status: "succeeded",
        content: { video_url: "https://v.test/a.mp4", last_frame_url: "https://v.test/l.jpg" },
        seed: 78674,
        resolution: "720p",
        ratio: "16:9",
        duration: 5,
        framespersecond: 24,
        generate_audio: true,
        usage: { completion_tokens: 108900, total_tokens: 108900 },
      }),
    ).toMatchObject({
      id: "task_1",
      status: "succeeded",
      videoUrl: "https://v.test/a.mp4",
      lastFrameUrl: "https://v.test/l.jpg",
      tokens: 108900,
      seed: 78674,
      ratio: "16:9",
      resolution: "720p",
      durationSeconds: 5,
    });
  });

  test("B, PowerTokens' older one", () => {
    expect(read({ id: "task_1", object: "video", model: "m", status: "pending", progress: 0, created_at: 1779348818 })).toMatchObject({
      status: "queued",
      createdAt: new Date(1779348818_000),
    });
    expect(
      read({
        id: "task_1",
        object: "video",
        status: "completed",
        progress: 100,
        created_at: 1779348818,
        completed_at: 1779348874,
        video_url: "https://v.test/b.mp4",
        last_frame_url: "https://v.test/l.png",
        seconds: "5",
        size: "720p",
      }),
    ).toMatchObject({
      status: "succeeded",
      videoUrl: "https://v.test/b.mp4",
      lastFrameUrl: "https://v.test/l.png",
      durationSeconds: 5,
      resolution: "720p",
      updatedAt: new Date(1779348874_000),
    });
  });

  test("C, new-api", () => {
    expect(read({ id: "task_1", task_id: "task_1", object: "video", status: "in_progress", progress: 50 })?.status).toBe("running");
    expect(read({ id: "task_1", status: "completed", metadata: { url: "https://v.test/c.mp4" } })).toMatchObject({
      status: "succeeded",
      videoUrl: "https://v.test/c.mp4",
    });
    expect(
      read({
        id: "task_1",
        status: "failed",
        error: { code: "OutputVideoSensitiveContentDetected.PolicyViolation", message: "may be related to copyright restrictions" },
      }),
    ).toMatchObject({ status: "failed", error: { kind: "outputCopyright" } });
  });

  test("wrapped in data, as new-api's own endpoint answers", () => {
    expect(
      read({
        code: "success",
        message: "",
        data: {
          task_id: "task_1",
          status: "FAILURE",
          fail_reason: "The request failed because the input text may contain sensitive information.",
        },
      }),
    ).toMatchObject({ status: "failed", error: { kind: "inputText" } });
  });

  test("links in their order", () => {
    const all = {
      status: "completed",
      content: { video_url: "https://v.test/1" },
      video_url: "https://v.test/2",
      metadata: { url: "https://v.test/3" },
      url: "https://v.test/4",
    };
    expect(read(all)).toMatchObject({ videoUrl: "https://v.test/1", servesContent: false });
    expect(read({ ...all, content: null })?.videoUrl).toBe("https://v.test/2");
    expect(read({ ...all, content: null, video_url: "" })?.videoUrl).toBe("https://v.test/3");
    expect(read({ status: "completed", url: "https://v.test/4" })?.videoUrl).toBe("https://v.test/4");
    expect(read({ status: "completed", metadata: { url: "javascript:alert(1)" } })?.videoUrl).toBeNull();
  });

  test.each([
    "https://api.powertokens.ai/v1/videos/task_1/content",
    "http://api.powertokens.ai/v1/videos/task_upstream/content?variant=video",
  ])("%s is a mark, and no link to be opened without the key", (own) => {
    expect(read({ status: "completed", metadata: { url: own } })).toMatchObject({ videoUrl: null, servesContent: true });
    expect(read({ status: "completed", metadata: { url: own }, url: "https://v.test/4" })).toMatchObject({
      videoUrl: "https://v.test/4",
      servesContent: true,
    });
    expect(read({ status: "completed", last_frame_url: own })?.lastFrameUrl).toBeNull();
  });

  test("reasons: error.message, a string, fail_reason", () => {
    expect(read({ status: "failed", error: "the output video may contain sensitive information" })?.error).toMatchObject({
      kind: "outputVideo",
    });
    expect(read({ status: "failed", fail_reason: "boom" })?.error).toMatchObject({ message: "boom", kind: "unknown" });
    expect(read({ status: "failed", error: { code: "", message: "" } })?.error).toMatchObject({ kind: "unknown" });
    expect(
      read({ status: "failed", error: "OutputAudioSensitiveContentDetected", fail_reason: "The request failed." })?.error,
    ).toMatchObject({ kind: "outputAudio", code: "OutputAudioSensitiveContentDetected", message: "The request failed." });
    // One relay keeps the finished link there.
    expect(read({ status: "completed", fail_reason: "https://v.test/a.mp4" })?.error).toBeNull();
  });

  test.each<[string, string | null]>([
    ["queued", "queued"],
    ["pending", "queued"],
    ["submitted", "queued"],
    ["NOT_START", "queued"],
    ["unknown", "queued"],
    ["running", "running"],
    ["processing", "running"],
    ["IN_PROGRESS", "running"],
    ["generating", "running"],
    ["succeeded", "succeeded"],
    ["completed", "succeeded"],
    ["SUCCESS", "succeeded"],
    ["succeed", "succeeded"],
    ["failed", "failed"],
    ["FAILURE", "failed"],
    ["error", "failed"],
    ["cancelled", "cancelled"],
    ["canceled", "cancelled"],
    ["expired", "expired"],
    ["timeout", "expired"],
    ["paused", null],
  ])("%s means %s", (raw, status) => {
    expect(read({ id: "task_1", status: raw })).toMatchObject({ status, rawStatus: raw });
  });
});

describe("asking", () => {
  test("at /v1/videos, with the key", async () => {
    const { fetch, video } = client({ body: { id: "task_1", status: "queued" } });
    expect(await video.getTask("task_1")).toMatchObject({ id: "task_1", status: "queued" });
    expect(fetch.calls[0]!.url).toBe("https://api.powertokens.ai/v1/videos/task_1");
    expect(video.listTasks).toBeUndefined();
    expect(video.cancelTask).toBeUndefined();
  });

  test("an error with HTTP 200 is an error", async () => {
    await expect(
      client({ body: { code: "task_not_exist", message: "task not exist", data: null } }).video.getTask("task_1"),
    ).rejects.toMatchObject({ failure: { kind: "taskNotFound" }, retryable: false });
    await expect(client({ body: {} }).video.getTask("task_1")).rejects.toMatchObject({ failure: { kind: "malformed" }, retryable: true });
  });

  test("new-api says an unknown task with HTTP 400", async () => {
    await expect(
      client({ status: 400, body: { code: "task_not_exist", message: "task not exist", data: null } }).video.getTask("task_1"),
    ).rejects.toMatchObject({ failure: { kind: "taskNotFound" }, retryable: false });
  });
});

describe("the file itself", () => {
  const limits = { maxBytes: 1000 };

  test("comes as a stream, with the key, and can be resumed", async () => {
    const { fetch, openContent } = client(
      { body: "ftypmp42", headers: { "content-type": "video/mp4", etag: '"a"' } },
      { status: 206, body: "mp42", headers: { "content-type": "video/mp4", "content-range": "bytes 4-7/8" } },
    );
    const whole = await openContent("task_1", limits);
    expect(await new Response(whole.stream).text()).toBe("ftypmp42");
    expect(fetch.calls[0]!.url).toBe("https://api.powertokens.ai/v1/videos/task_1/content");
    expect(fetch.calls[0]!.headers.get("authorization")).toBe("Bearer sk-secret");
    expect(await openContent("task_1", { ...limits, rangeStart: 4, ifRange: '"a"' })).toMatchObject({ offset: 4, contentLength: 4 });
    expect(fetch.calls[1]!.headers.get("range")).toBe("bytes=4-");
  });

  test("is followed elsewhere without the key", async () => {
    const { fetch, openContent } = client(
      { status: 302, headers: { location: "https://storage.example.com/a.mp4" } },
      { body: "ftypmp42", headers: { "content-type": "video/mp4" } },
    );
    const { stream } = await openContent("task_1", limits);
    expect(await new Response(stream).text()).toBe("ftypmp42");
    expect(fetch.calls.map(({ url, headers }) => [url, headers.get("authorization")])).toEqual([
      ["https://api.powertokens.ai/v1/videos/task_1/content", "Bearer sk-secret"],
      ["https://storage.example.com/a.mp4", null],
    ]);
  });

  test("JSON in its place is an error", async () => {
    await expect(
      client({ body: { code: "task_not_ready", message: "task is not completed yet", data: null }, status: 400 }).openContent(
        "task_1",
        limits,
      ),
    ).rejects.toMatchObject({ problem: "httpStatus", status: 400 });
    await expect(client({ body: { status: "running" } }).openContent("task_1", limits)).rejects.toMatchObject({ problem: "noFile" });
    await expect(
      client({ status: 302, headers: { location: "https://127.0.0.1/a.mp4" } }).openContent("task_1", limits),
    ).rejects.toMatchObject({ problem: "forbiddenAddress" });
  });

  test("is there for a task made in native style too, and not at ByteDance's own hosts", () => {
    const connection = { baseUrl: "https://h.test", assetBaseUrl: "https://h.test", apiKey: "sk-secret", apiStyle: "native" } as const;
    expect(createProvider({ ...connection, host: "powertokens" }).video.openContent).toBeDefined();
    expect(createProvider({ ...connection, host: "byteplus" }).video.openContent).toBeUndefined();
  });
});

test("models are read by their ids, whatever stands beside them", () => {
  expect(readModelIds({ object: "list", data: [{ id: "a", supported_endpoint_types: ["x"] }, null, { id: "" }, { id: "b" }, 7] })).toEqual([
    "a",
    "b",
  ]);
  expect(readModelIds({ error: "no" })).toBeNull();
});

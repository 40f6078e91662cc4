import { describe, expect, test } from "vitest";
import type { TaskRequest } from "../types";
import { createProvider } from "../create-provider";
import { playFetch, type Recorded } from "@/lib/testing/recorded-fetch";
import { buildVideoBody } from "../openai-style/body";
import { buildNativeBody } from "./body";
import { readNativeList, readNativeTask } from "./map";
import { DEFAULT_PARAMETERS } from "@/lib/models/catalog";

const context = { host: "powertokens", apiKey: "sk-secret" } as const;
const TASKS = "https://api.powertokens.ai/byteplus/api/v3/contents/generations/tasks";

/** As documented and seen: seedance-api.md §3.2. */
const FINISHED = {
  id: "cgt-20260617212929-5s755",
  model: "doubao-seedance-2-0-260128",
  status: "succeeded",
  error: null,
  content: {
    video_url: "https://ark-content-generation-cn-beijing.tos-cn-beijing.volces.com/v.mp4?X-Tos-Expires=86400",
    last_frame_url: "https://ark.tos.volces.com/l.png",
    file_url: null,
  },
  usage: { completion_tokens: 108900, total_tokens: 108900 },
  created_at: 1779348818,
  updated_at: 1779348874,
  seed: 78674,
  resolution: "720p",
  ratio: "16:9",
  duration: 5,
  framespersecond: 24,
  generate_audio: true,
  draft: false,
  priority: 0,
  service_tier: "default",
  execution_expires_after: 172800,
  safety_identifier: "user.attempt",
};
const RUNNING = {
  id: "cgt-20260617212929-5s755",
  model: "doubao-seedance-2-0-260128",
  status: "running",
  created_at: 1779348818,
  updated_at: 1779348820,
  service_tier: "default",
  execution_expires_after: 172800,
};

const request: TaskRequest = {
  ...DEFAULT_PARAMETERS,
  model: "seedance-2.0",
  mode: "text",
  prompt: "a cat",
  inputs: [],
  resolution: "720p",
  ratio: "16:9",
  durationSeconds: 5,
  sound: true,
  watermark: false,
  returnLastFrame: false,
  seed: null,
  safetyIdentifier: "user.attempt",
};

function client(...answers: Recorded[]) {
  const fetch = playFetch(...answers);
  const { video } = createProvider({
    host: "powertokens",
    baseUrl: "https://api.powertokens.ai",
    assetBaseUrl: "https://api.powertokens.ai",
    apiKey: "sk-secret",
    apiStyle: "native",
    fetch,
  });
  return { fetch, video, listTasks: video.listTasks!.bind(video), cancelTask: video.cancelTask!.bind(video) };
}

describe("body", () => {
  test("all that has a default is sent, and nothing that 2.0 refuses", () => {
    expect(buildNativeBody(request, "powertokens")).toEqual({
      model: "dreamina-seedance-2-0-260128",
      content: [{ type: "text", text: "a cat" }],
      resolution: "720p",
      ratio: "16:9",
      duration: 5,
      generate_audio: true,
      watermark: false,
      safety_identifier: "user.attempt",
    });
  });

  test("automatic length is -1, seed and last frame only when wanted", () => {
    const body = buildNativeBody({ ...request, durationSeconds: null, seed: 7, returnLastFrame: true }, "powertokens");
    expect(body).toMatchObject({ duration: -1, seed: 7, return_last_frame: true });
  });

  test("the text is first, inputs keep their order, every picture has its role", () => {
    const inputs = (["referenceVideo", "referenceImage", "referenceAudio", "referenceImage"] as const).map((kind, i) => ({
      kind,
      url: `asset://${i}`,
    }));
    expect(buildNativeBody({ ...request, mode: "references", inputs }, "powertokens").content).toEqual([
      { type: "text", text: "a cat" },
      { type: "video_url", video_url: { url: "asset://0" }, role: "reference_video" },
      { type: "image_url", image_url: { url: "asset://1" }, role: "reference_image" },
      { type: "audio_url", audio_url: { url: "asset://2" }, role: "reference_audio" },
      { type: "image_url", image_url: { url: "asset://3" }, role: "reference_image" },
    ]);
    const frames = [
      { kind: "firstFrame", url: "asset://f" },
      { kind: "lastFrame", url: "asset://l" },
    ] as const;
    expect(buildNativeBody({ ...request, mode: "firstLast", inputs: frames }, "powertokens").content.slice(1)).toEqual([
      { type: "image_url", image_url: { url: "asset://f" }, role: "first_frame" },
      { type: "image_url", image_url: { url: "asset://l" }, role: "last_frame" },
    ]);
  });

  test("priority is sent in native style alone, and only where somebody chose one", () => {
    expect(buildNativeBody({ ...request, priority: 9 }, "powertokens")).toMatchObject({ priority: 9 });
    expect(buildNativeBody(request, "powertokens")).not.toHaveProperty("priority");
    expect(buildVideoBody({ ...request, priority: 9 }, "powertokens")).not.toHaveProperty("priority");
  });

  test("each host has its own names for a model", () => {
    expect(buildNativeBody(request, "volcengine").model).toBe("doubao-seedance-2-0-260128");
    expect(buildNativeBody({ ...request, model: "seedance-2.0-fast" }, "byteplus").model).toBe("dreamina-seedance-2-0-fast-260128");
  });

  test("a video is never sent as base64", () => {
    expect(() =>
      buildNativeBody({ ...request, inputs: [{ kind: "referenceVideo", url: "data:video/mp4;base64,AAAA" }] }, "powertokens"),
    ).toThrow(/base64/u);
  });
});

describe("a task", () => {
  test("finished, as documented", () => {
    expect(readNativeTask(FINISHED, context)).toEqual({
      id: "cgt-20260617212929-5s755",
      status: "succeeded",
      rawStatus: "succeeded",
      providerModel: "doubao-seedance-2-0-260128",
      videoUrl: FINISHED.content.video_url,
      servesContent: false,
      lastFrameUrl: FINISHED.content.last_frame_url,
      error: null,
      tokens: 108900,
      seed: 78674,
      ratio: "16:9",
      resolution: "720p",
      durationSeconds: 5,
      safetyIdentifier: "user.attempt",
      createdAt: new Date(1779348818_000),
      updatedAt: new Date(1779348874_000),
    });
  });

  test("running: no content, no usage, and nothing invented", () => {
    expect(readNativeTask(RUNNING, context)).toMatchObject({
      status: "running",
      videoUrl: null,
      servesContent: false,
      lastFrameUrl: null,
      tokens: null,
      seed: null,
      durationSeconds: null,
      error: null,
    });
  });

  test("failed, with its reason under either name", () => {
    const reason = {
      code: "OutputVideoSensitiveContentDetected",
      message: "The request failed because the output video may contain sensitive information. Request id: 0217c",
    };
    for (const name of ["error", "failure_reason"]) {
      expect(readNativeTask({ ...RUNNING, status: "failed", [name]: reason }, context)).toMatchObject({
        status: "failed",
        error: {
          kind: "outputVideo",
          code: "OutputVideoSensitiveContentDetected",
          requestId: "0217c",
          message: "The request failed because the output video may contain sensitive information",
        },
      });
    }
    expect(readNativeTask({ ...RUNNING, status: "failed" }, context)?.error?.kind).toBe("unknown");
  });

  test.each(["queued", "running", "succeeded", "failed", "cancelled", "expired"])("%s is its own word, however written", (status) => {
    expect(readNativeTask({ ...RUNNING, status: status.toUpperCase() }, context)?.status).toBe(status);
  });

  test("an unknown word is no state", () => {
    expect(readNativeTask({ ...RUNNING, status: "rendering" }, context)).toMatchObject({ status: null, rawStatus: "rendering" });
    expect(readNativeTask({ ...RUNNING, status: undefined }, context)).toMatchObject({ status: null, rawStatus: "" });
  });

  test("fields of the wrong type are absent, and hide nothing else", () => {
    expect(
      readNativeTask(
        {
          ...FINISHED,
          seed: "x",
          usage: "none",
          content: { video_url: 7, last_frame_url: "javascript:alert(1)" },
          duration: null,
          frames: 121,
          created_at: "now",
          new_field: {},
        },
        context,
      ),
    ).toMatchObject({
      status: "succeeded",
      seed: null,
      tokens: null,
      videoUrl: null,
      servesContent: false,
      lastFrameUrl: null,
      durationSeconds: 5,
      createdAt: null,
    });
  });

  test.each([null, [], "text", {}, { ...RUNNING, id: "../x" }, { ...RUNNING, id: 5 }])("%j is no task", (answer) => {
    expect(readNativeTask(answer, context)).toBeNull();
  });

  test("another task's answer is not taken for ours", async () => {
    const { video } = client({ body: FINISHED });
    await expect(video.getTask("cgt-other")).rejects.toMatchObject({ failure: { kind: "malformed" }, retryable: true });
  });

  test("it is asked for by its id alone, with the key, at the native address", async () => {
    const { fetch, video } = client({ body: FINISHED });
    await video.getTask("cgt-20260617212929-5s755");
    expect(fetch.calls[0]).toMatchObject({ method: "GET", url: `${TASKS}/cgt-20260617212929-5s755` });
    expect(fetch.calls[0]!.headers.get("authorization")).toBe("Bearer sk-secret");
    await expect(video.getTask("../models")).rejects.toMatchObject({ retryable: false });
    expect(fetch.calls).toHaveLength(1);
  });
});

describe("the list", () => {
  test("all filters, ids repeated, bounds kept", async () => {
    const { fetch, listTasks } = client({ body: { items: [], total: 0 } });
    await listTasks({
      page: 2,
      pageSize: 9_999,
      status: "running",
      taskIds: ["cgt-1", "bad/id", "cgt-2"],
      model: "ep-1",
      serviceTier: "default",
    });
    await listTasks({});
    expect(fetch.calls.map((call) => call.url)).toEqual([
      `${TASKS}?page_num=2&page_size=500&filter.status=running&filter.task_ids=cgt-1&filter.task_ids=cgt-2&filter.model=ep-1&filter.service_tier=default`,
      `${TASKS}?page_num=1&page_size=20`,
    ]);
  });

  test("what is no task is left out, what comes twice counts once, null is empty", () => {
    expect(readNativeList({ items: [RUNNING, null, { id: 3 }, RUNNING, { ...RUNNING, id: "cgt-2" }], total: 5 }, context)).toMatchObject({
      items: [{ id: RUNNING.id }, { id: "cgt-2" }],
      total: 5,
    });
    expect(readNativeList({ items: null, total: 0 }, context)).toEqual({ items: [], total: 0 });
    expect(readNativeList({ items: [] }, context)).toEqual({ items: [], total: null });
  });

  test("`expired` cannot be filtered for by the service, so it is picked out here", async () => {
    const { fetch, listTasks } = client({ body: { items: [RUNNING, { ...RUNNING, id: "cgt-2", status: "expired" }], total: 2 } });
    expect(await listTasks({ status: "expired" })).toMatchObject({ items: [{ id: "cgt-2" }], total: null });
    expect(fetch.calls[0]!.url).not.toContain("filter.status");
  });

  test("something else is an error, not an empty list", async () => {
    for (const body of [{}, "<html>", [], { items: "none" }]) {
      await expect(client({ body }).listTasks({})).rejects.toMatchObject({ failure: { kind: "malformed" }, retryable: true });
    }
  });
});

describe("cancelling", () => {
  const task = (status: string) => ({ body: { ...RUNNING, status } });
  const cancel = async (...answers: Recorded[]) => {
    const { fetch, cancelTask } = client(...answers);
    const outcome = await cancelTask(RUNNING.id).catch((error: unknown) => error);
    return { outcome, methods: fetch.calls.map((call) => call.method) };
  };

  test("a queued task is deleted, which cancels it", async () => {
    expect(await cancel(task("queued"), { body: {} })).toEqual({ outcome: "cancelled", methods: ["GET", "DELETE"] });
  });

  test.each([
    ["running", "started"],
    ["succeeded", "over"],
    ["failed", "over"],
    ["expired", "over"],
    ["cancelled", "cancelled"],
    ["who knows", "started"],
  ])("a task that is %s is never sent a DELETE: it would erase a finished record", async (status, outcome) => {
    expect(await cancel(task(status))).toEqual({ outcome, methods: ["GET"] });
  });

  test("409: it started in between", async () => {
    const body = {
      error: {
        code: "InvalidAction.RunningTaskDeletion",
        message: "The task is running and cannot be deleted.",
        param: "",
        type: "Conflict",
      },
    };
    expect((await cancel(task("queued"), { status: 409, body })).outcome).toBe("started");
    expect((await cancel(task("queued"), { status: 400, body })).outcome).toBe("started");
  });

  test("any other refusal: it is over", async () => {
    expect(
      (await cancel(task("queued"), { status: 404, body: { error: { code: "ResourceNotFound", message: "not found" } } })).outcome,
    ).toBe("over");
    expect((await cancel({ status: 404, body: { error: { code: "ResourceNotFound", message: "not found" } } })).outcome).toBe("over");
  });

  test("trouble is no answer", async () => {
    expect((await cancel(task("queued"), { status: 502, body: "<html>" })).outcome).toMatchObject({ retryable: true });
    expect((await cancel({ status: 500, body: "" })).outcome).toMatchObject({ retryable: true });
  });
});

describe("ByteDance's own hosts", () => {
  test("native addresses of their own, Bearer only, no asset library", async () => {
    const fetch = playFetch({ body: FINISHED });
    const provider = createProvider({
      host: "volcengine",
      baseUrl: "https://ark.cn-beijing.volces.com/api/v3",
      assetBaseUrl: "",
      apiKey: "Bearer ark-key",
      apiStyle: "native",
      fetch,
    });
    await provider.video.getTask(FINISHED.id);
    expect(fetch.calls[0]!.url).toBe(`https://ark.cn-beijing.volces.com/api/v3/contents/generations/tasks/${FINISHED.id}`);
    expect(fetch.calls[0]!.headers.get("authorization")).toBe("Bearer ark-key");
    expect(provider.hasAssetLibrary).toBe(false);
    await expect(provider.assets.upload()).rejects.toMatchObject({ failure: { message: "volcengine has no asset library" } });
    expect(await provider.models()).toEqual([]);
    expect(fetch.calls).toHaveLength(1);
  });

  test("they speak no OpenAI style", () => {
    expect(() =>
      createProvider({
        host: "byteplus",
        baseUrl: "https://ark.ap-southeast.bytepluses.com",
        assetBaseUrl: "",
        apiKey: "k",
        apiStyle: "openai",
      }),
    ).toThrow(/native style only/u);
  });
});

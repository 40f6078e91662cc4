import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createEmulator } from "@/lib/emulator/create-emulator";
import type { ApiStyle } from "@/lib/models/catalog";
import { createProvider } from "./create-provider";
import { openResult } from "./download";
import { pollTasks } from "./poll-plan";
import type { TaskRequest } from "./types";
import { DEFAULT_PARAMETERS } from "@/lib/models/catalog";

let now = Date.UTC(2026, 10, 22, 9, 0, 0);
let emulator: ReturnType<typeof createEmulator>;
let picture: Blob;

beforeAll(async () => {
  emulator = createEmulator({
    clock: { now: () => now },
    seed: 7,
    sleep: () => Promise.resolve(),
    renderEffort: "quick",
    apiOrigin: "http://127.0.0.1:4010",
    filesOrigin: "http://127.0.0.1:4011",
  });
  // The emulator's checks accept real pictures only, as the service's do.
  picture = new Blob([
    new Uint8Array(
      await sharp({ create: { width: 640, height: 360, channels: 3, background: "#884422" } })
        .png()
        .toBuffer(),
    ),
  ]);
});
afterEach(() => {
  emulator.admin.reset();
});
afterAll(() => emulator.close());

const pass = (ms: number) => {
  now += ms;
  emulator.tick();
};
const connect = (apiStyle: ApiStyle, apiKey = "sk-one") =>
  createProvider({
    host: "powertokens",
    baseUrl: emulator.apiOrigin,
    assetBaseUrl: emulator.apiOrigin,
    apiKey,
    apiStyle,
    fetch: emulator.fetch,
  });

const request = (more: Partial<TaskRequest> = {}): TaskRequest => ({
  ...DEFAULT_PARAMETERS,
  model: "seedance-2.0-fast",
  mode: "text",
  prompt: "a paper boat on a pond",
  inputs: [],
  resolution: "480p",
  ratio: "16:9",
  durationSeconds: 4,
  sound: false,
  watermark: false,
  returnLastFrame: true,
  seed: null,
  safetyIdentifier: "user.attempt",
  ...more,
});

async function create(apiStyle: ApiStyle, more: Partial<TaskRequest> = {}) {
  const { video } = connect(apiStyle);
  const outcome = await video.createTask(video.buildBody(request(more)));
  if (outcome.outcome !== "created") throw new Error(`expected a task, got ${JSON.stringify(outcome)}`);
  return { video, id: outcome.taskId };
}

async function uploaded(kind: "image" = "image"): Promise<string> {
  const { assets } = connect("native");
  const { jobId } = await assets.upload({ bytes: picture, kind, mimeType: "image/png", name: "a.png", groupName: null });
  const before = await assets.getAsset(jobId, { ageMs: 0, previousMessages: [] });
  expect(before).toEqual({ state: "processing", message: null });
  pass(10_000);
  const after = await assets.getAsset(jobId, { ageMs: 10_000, previousMessages: [] });
  if (after.state !== "ready") throw new Error(`expected an asset, got ${JSON.stringify(after)}`);
  return `asset://${after.assetId}`;
}

describe.each(["native", "openai"] as const)("%s", (apiStyle) => {
  test("from a prompt to a file", async () => {
    const { video, id } = await create(apiStyle);
    expect(await video.getTask(id)).toMatchObject({ id, status: "queued", videoUrl: null, tokens: null });
    pass(6_000);
    expect(await video.getTask(id)).toMatchObject({ status: "running" });
    pass(60_000);
    const done = await video.getTask(id);
    expect(done).toMatchObject({
      status: "succeeded",
      error: null,
      ratio: "16:9",
      resolution: "480p",
      durationSeconds: 4,
      tokens: Math.floor((864 * 496 * 97) / 1024),
    });
    const { stream, contentLength } = await openResult(done.videoUrl!, {
      trustedOrigins: [emulator.apiOrigin],
      maxBytes: 50_000_000,
      fetch: emulator.fetch,
    });
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    expect(bytes.byteLength).toBe(contentLength);
    expect(new TextDecoder().decode(bytes.slice(4, 8))).toBe("ftyp");
    expect(done.lastFrameUrl).not.toBeNull();
  }, 60_000);

  test("every mode is taken as it is written", async () => {
    const url = await uploaded();
    await create(apiStyle, { mode: "firstFrame", inputs: [{ kind: "firstFrame", url }], ratio: "adaptive" });
    await create(apiStyle, {
      mode: "firstLast",
      inputs: [
        { kind: "firstFrame", url },
        { kind: "lastFrame", url },
      ],
      ratio: "adaptive",
    });
    const { video, id } = await create(apiStyle, {
      mode: "references",
      inputs: [{ kind: "referenceImage", url }],
      durationSeconds: null,
      ratio: "adaptive",
      seed: 11,
    });
    const task = await video.getTask(id);
    expect(task.seed === null || task.seed === 11).toBe(true);
  });

  test("an asset that nobody has is a refusal that names its input", async () => {
    const { video } = connect(apiStyle);
    const url = await uploaded();
    const outcome = await video.createTask(
      video.buildBody(
        request({
          mode: "references",
          inputs: [
            { kind: "referenceImage", url },
            { kind: "referenceImage", url: "asset://asset-20260101000000-zzzzz" },
          ],
        }),
      ),
    );
    expect(outcome).toMatchObject({ outcome: "refused", failure: { kind: "assetNotFound", inputIndex: 1 } });
  });

  test("a resolution that the model lacks is a refusal that names the field", async () => {
    const { video } = connect(apiStyle);
    expect(await video.createTask(video.buildBody(request({ resolution: "1080p" })))).toMatchObject({
      outcome: "refused",
      failure: { kind: "invalidResolution" },
    });
  });

  test("an unknown task is not found", async () => {
    await expect(connect(apiStyle).video.getTask("cgt-20260101000000-zzzzz")).rejects.toMatchObject({
      failure: { kind: "taskNotFound" },
      retryable: false,
    });
  });

  test("another key sees nothing of it", async () => {
    const { id } = await create(apiStyle);
    await expect(connect(apiStyle, "sk-two").video.getTask(id)).rejects.toMatchObject({ failure: { kind: "taskNotFound" } });
  });

  test("the test of the connection is content, and spends nothing", async () => {
    const report = await connect(apiStyle).testConnection();
    expect(report).toMatchObject({ ok: true, models: expect.arrayContaining(["seedance-2.0", "seedance-2.0-fast"]) });
    expect(emulator.admin.truth()).toEqual([]);
  });
});

describe("native only", () => {
  test("cancel: only what is queued", async () => {
    const { video, id } = await create("native");
    const cancelTask = video.cancelTask!.bind(video);
    expect(await cancelTask(id)).toBe("cancelled");
    expect(await cancelTask(id)).toBe("cancelled");
    expect(await video.getTask(id)).toMatchObject({ status: "cancelled" });
    const { id: started } = await create("native");
    pass(6_000);
    expect(await cancelTask(started)).toBe("started");
    pass(60_000);
    expect(await cancelTask(started)).toBe("over");
    expect(await video.getTask(started)).toMatchObject({ status: "succeeded" });
  });

  test("the list filters by status and by ids, pages, and echoes the marker", async () => {
    const created = [];
    for (let i = 0; i < 5; i++) created.push(await create("native", { safetyIdentifier: `user.${i}` }));
    const video = created[0]!.video;
    const listTasks = video.listTasks!.bind(video);
    expect((await listTasks({ pageSize: 2 })).items).toHaveLength(2);
    expect(await listTasks({ pageSize: 2, page: 3 })).toMatchObject({ total: 5, items: [{}] });
    const two = [created[1]!.id, created[3]!.id];
    const picked = await listTasks({ taskIds: two });
    expect(picked.items.map((item) => item.id).sort()).toEqual([...two].sort());
    expect(picked.items.map((item) => item.safetyIdentifier).sort()).toEqual(["user.1", "user.3"]);
    pass(6_000);
    const running = await listTasks({ status: "running" });
    expect(running.items.every((item) => item.status === "running")).toBe(true);
    expect(running.items.length).toBeGreaterThan(0);
  });

  test("many tasks are looked at with one call", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 8; i++) ids.push((await create("native")).id);
    const result = await pollTasks(
      connect("native").video,
      ids.map((id) => ({ id, lastSeen: "queued" as const })),
      () => Promise.resolve(true),
    );
    expect([...result.found.keys()].sort()).toEqual([...ids].sort());
    expect(result.calls).toBe(1);
  });
});

describe("OpenAI style only", () => {
  test("the file itself, once there is one", async () => {
    const { video, id } = await create("openai");
    const openContent = video.openContent!.bind(video);
    const limits = { maxBytes: 64 * 1024 * 1024 };
    await expect(openContent(id, limits)).rejects.toMatchObject({ problem: "httpStatus", status: 400 });
    pass(70_000);
    const { stream } = await openContent(id, limits);
    expect(new TextDecoder().decode((await new Response(stream).arrayBuffer()).slice(4, 8))).toBe("ftyp");
  }, 60_000);
});

describe("the asset library", () => {
  const upload = (name: string, groupName: string | null = "Dailies 1234") =>
    connect("native").assets.upload({ bytes: picture, kind: "image", mimeType: "image/png", name, groupName });

  test("is asked for a file by its name, also while it is under review, and for why it failed", async () => {
    emulator.admin.setSwitches({ assetReviewMs: 60_000 });
    const { assets, video } = connect("native");
    const { jobId } = await upload("first.png");
    await upload("emu-asset-refused.png");
    expect(await assets.findAsset({ name: "first.png" })).toEqual({ state: "review" });
    pass(10_000);
    // Its id is there before the review ends, and a create does not know it yet.
    const job = await assets.getAsset(jobId, { ageMs: 10_000, previousMessages: [] });
    if (job.state !== "ready") throw new Error(`expected an id, got ${job.state}`);
    const body = video.buildBody(request({ mode: "references", inputs: [{ kind: "referenceImage", url: `asset://${job.assetId}` }] }));
    expect(await video.createTask(body)).toMatchObject({ outcome: "refused", failure: { kind: "assetNotFound", inputIndex: 0 } });
    expect(await assets.findAsset({ name: "emu-asset-refused.png" })).toMatchObject({
      state: "failed",
      failure: { kind: "inputImage", message: expect.stringContaining("sensitive") as unknown },
    });
    pass(60_000);
    expect(await assets.findAsset({ assetId: job.assetId })).toEqual({ state: "ready", assetId: job.assetId });
    expect((await video.createTask(body)).outcome).toBe("created");
  });

  test("lets go of a file, takes so many a minute, and is full at some time", async () => {
    const [id] = [(await uploaded()).slice("asset://".length)];
    const forget = () =>
      emulator.handle(
        new Request(`${emulator.apiOrigin}/emulator/assets/${id}/forget`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: "{}",
        }),
      );
    expect((await forget()).status).toBe(200);
    expect(await connect("native").assets.findAsset({ assetId: id! })).toBeNull();
    expect((await forget()).status).toBe(404);
    emulator.admin.setSwitches({ uploadsPerMinute: 1 });
    await upload("one.png");
    await expect(upload("two.png")).rejects.toMatchObject({ failure: { kind: "assetRate" }, retryable: true });
    pass(61_000);
    emulator.admin.setSwitches({ uploadsPerMinute: null, assetPool: 1 });
    await expect(upload("three.png")).rejects.toMatchObject({ failure: { kind: "assetPool" } });
    emulator.admin.setSwitches({ assetReviewMs: 0, assetPool: null });
  });
});

test("a finished task whose link is the API's own is fetched with the key, and is closed without it", async () => {
  emulator.admin.setSwitches({ videoShape: "C", ownHostLinks: true });
  const { video, id } = await create("openai");
  pass(70_000);
  expect(await video.getTask(id)).toMatchObject({ status: "succeeded", videoUrl: null, servesContent: true });
  expect((await emulator.fetch(`${emulator.apiOrigin}/v1/videos/${id}/content`)).status).toBe(401);
  const { stream } = await video.openContent!(id, { maxBytes: 64 * 1024 * 1024 });
  expect(new TextDecoder().decode((await new Response(stream).arrayBuffer()).slice(4, 8))).toBe("ftyp");
}, 60_000);

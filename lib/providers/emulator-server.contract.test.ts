import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type EmulatorServer, startEmulatorServer } from "@/lib/emulator/start-server";
import type { ApiStyle } from "@/lib/models/catalog";
import { createProvider } from "./create-provider";
import { openResult } from "./download";
import type { TaskRequest } from "./types";
import { DEFAULT_PARAMETERS } from "@/lib/models/catalog";

/** The same client, now over real connections: what the studio does in demo mode. */
let server: EmulatorServer;

beforeAll(async () => {
  server = await startEmulatorServer({ seed: 7, renderEffort: "quick", timings: { queuedMs: 0, runningMs: 0, assetMs: 0 } });
});
afterAll(() => server.close());

const connect = (apiStyle: ApiStyle) =>
  createProvider({ host: "powertokens", baseUrl: server.apiOrigin, assetBaseUrl: server.apiOrigin, apiKey: "sk-one", apiStyle });
const request = (more: Partial<TaskRequest> = {}): TaskRequest => ({
  ...DEFAULT_PARAMETERS,
  model: "seedance-2.0-fast",
  mode: "text",
  prompt: "a paper boat",
  inputs: [],
  resolution: "480p",
  ratio: "16:9",
  durationSeconds: 4,
  sound: false,
  watermark: false,
  returnLastFrame: false,
  seed: null,
  safetyIdentifier: "user.attempt",
  ...more,
});

describe.each(["native", "openai"] as const)("%s", (apiStyle) => {
  test("a picture becomes an asset, the asset a task, the task a file", async () => {
    const { video, assets } = connect(apiStyle);
    const png = await sharp({ create: { width: 640, height: 360, channels: 3, background: "#884422" } })
      .png()
      .toBuffer();
    const { jobId } = await assets.upload({
      bytes: new Blob([new Uint8Array(png)]),
      kind: "image",
      mimeType: "image/png",
      name: "a.png",
      groupName: null,
    });
    const job = await vi.waitUntil(
      async () => {
        const look = await assets.getAsset(jobId, { ageMs: 1_000, previousMessages: [] });
        return look.state === "ready" && look;
      },
      { timeout: 20_000 },
    );
    const body = video.buildBody(
      request({ mode: "firstFrame", inputs: [{ kind: "firstFrame", url: `asset://${job.assetId}` }], ratio: "adaptive" }),
    );
    const outcome = await video.createTask(body);
    if (outcome.outcome !== "created") throw new Error(`expected a task, got ${JSON.stringify(outcome)}`);
    const done = await vi.waitUntil(
      async () => {
        const task = await video.getTask(outcome.taskId);
        return task.status === "succeeded" && task;
      },
      { timeout: 40_000, interval: 200 },
    );
    // The file host is another port of the same loopback address, which is trusted because the API lives there.
    expect(new URL(done.videoUrl!).origin).toBe(server.filesOrigin);
    const { stream, contentLength } = await openResult(done.videoUrl!, { trustedOrigins: [server.apiOrigin], maxBytes: 50_000_000 });
    const bytes = await new Response(stream).bytes();
    expect(bytes.byteLength).toBe(contentLength);
    expect(new TextDecoder().decode(bytes.slice(4, 8))).toBe("ftyp");
  }, 60_000);

  test.each([
    ["drop-before", 0],
    ["drop-after", 1],
  ])("a connection that dies (%s) leaves an uncertain create, sent once", async (word, tasks) => {
    server.emulator.admin.reset();
    const { video } = connect(apiStyle);
    const outcome = await video.createTask(video.buildBody(request({ prompt: `a boat emu:${word}` })));
    expect(outcome).toMatchObject({ outcome: "uncertain", failure: { kind: "network" } });
    expect(server.emulator.admin.truth()).toHaveLength(tasks);
    expect(server.emulator.admin.requests()).toHaveLength(1);
  });
});

test("the test of the connection names what it found", async () => {
  expect(await connect("native").testConnection()).toMatchObject({ ok: true, assetBaseUrl: server.apiOrigin });
});

test("a server that is gone was sent nothing", async () => {
  const gone = await startEmulatorServer({ seed: 8 });
  const { video } = createProvider({
    host: "powertokens",
    baseUrl: gone.apiOrigin,
    assetBaseUrl: gone.apiOrigin,
    apiKey: "sk-one",
    apiStyle: "native",
  });
  await gone.close();
  expect(await video.createTask(video.buildBody(request()))).toMatchObject({ outcome: "notSent", failure: { code: "ECONNREFUSED" } });
});

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { createByteDance } from "@ai-sdk/bytedance";
import { experimental_generateVideo as generateVideo } from "ai";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { type EmulatorServer, startEmulatorServer } from "./start-server";
import { drawing, makeMedia, NATIVE, read, STANDARD } from "./test-kit";

// Clips are really made here, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Programs that nobody here wrote, against the emulator over HTTP. The page's own texts lie in `fixtures/`. */
let server: EmulatorServer;
let folder: string;
let picture: Buffer;
let other: Buffer;
let film: Buffer;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "seedance-foreign-"));
  server = await startEmulatorServer({ renderEffort: "quick", timings: { queuedMs: 0, runningMs: 50, assetMs: 0 } });
  picture = await drawing(800, 600, 20);
  other = await drawing(800, 600, 200);
  film = makeMedia("video", 2);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const upload = async (name: string, bytes: Uint8Array): Promise<string> => {
  const form = new FormData();
  form.set("file", new File([new Uint8Array(bytes)], name));
  const { body } = await read(
    await fetch(`${server.apiOrigin}/v1/asset/upload`, { method: "POST", headers: { authorization: "YOUR_API_KEY" }, body: form }),
  );
  const job = await read(await fetch(`${server.apiOrigin}/v1/asset/jobs/get-asset-id?task_id=${body.data.task_id}`));
  return job.body.data.asset_id;
};
const isMp4 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1", 4, 8) === "ftyp";

describe("@ai-sdk/bytedance", () => {
  const generate = (options: Omit<Parameters<typeof generateVideo>[0], "model">) => {
    const bytedance = createByteDance({ apiKey: "YOUR_API_KEY", baseURL: `${server.apiOrigin}/byteplus/api/v3` });
    return generateVideo({
      model: bytedance.video(STANDARD),
      resolution: "864x496",
      duration: 4,
      maxRetries: 0,
      // The package refuses to download from this machine, which is right of it and not what is tried here.
      download: async ({ url }) => {
        const response = await fetch(url);
        return { data: new Uint8Array(await response.arrayBuffer()), mediaType: response.headers.get("content-type") ?? undefined };
      },
      ...options,
      providerOptions: { bytedance: { pollIntervalMs: 100, generateAudio: false, ...(options.providerOptions?.bytedance ?? {}) } },
    });
  };
  const last = () => server.emulator.admin.truth().at(-1);

  it("makes a clip from text", async () => {
    const { video, providerMetadata } = await generate({ prompt: "A paper boat on a lake", aspectRatio: "16:9", seed: 5 });
    expect(isMp4(video.uint8Array)).toBe(true);
    expect(last()).toMatchObject({ mode: "text", requestedSeed: 5, status: "succeeded" });
    expect(providerMetadata.bytedance).toMatchObject({
      taskId: last()?.id,
      usage: { completion_tokens: Math.floor((864 * 496 * 97) / 1024) },
    });
  });

  it("makes a clip from a picture, given as bytes", async () => {
    const { video } = await generate({ prompt: { text: "She turns round", image: new Uint8Array(picture) } });
    expect(isMp4(video.uint8Array)).toBe(true);
    expect(last()).toMatchObject({ mode: "firstFrame" });
  });

  it("makes a clip between a first and a last picture", async () => {
    const { video } = await generate({
      prompt: { text: "From here to there", image: new Uint8Array(picture) },
      providerOptions: { bytedance: { lastFrameImage: `asset://${await upload("last.jpg", other)}` } },
    });
    expect(isMp4(video.uint8Array)).toBe(true);
    expect(last()).toMatchObject({ mode: "firstLast" });
  });

  it("makes a clip from references", async () => {
    const [image, clip, sound] = [
      await upload("a.jpg", picture),
      await upload("b.mp4", film),
      await upload("c.wav", makeMedia("audio", 2)),
    ];
    const { video } = await generate({
      prompt: "Image 1 dances to Audio 1 like Video 1",
      providerOptions: {
        bytedance: { referenceImages: [`asset://${image}`], referenceVideos: [`asset://${clip}`], referenceAudio: [`asset://${sound}`] },
      },
    });
    expect(isMp4(video.uint8Array)).toBe(true);
    expect(last()).toMatchObject({ mode: "references" });
  });

  it("reads our refusals and failures", async () => {
    await expect(generate({ prompt: "emu:refuse-text" })).rejects.toThrow("input text may contain sensitive information");
    await expect(generate({ prompt: "emu:fail-video" })).rejects.toThrow(/Video generation failed.*"status":"failed"/);
  });
});

// Before the examples for curl, whose many clips it would wait behind.
describe("the quick start's Python program", () => {
  it("gets through, request by request", async () => {
    const HEADERS = { Authorization: "Bearer YOUR_API_KEY" };
    // requests sends the part without a content type.
    const boundary = "4ebf00fbcf09f0e1";
    const part = Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="start_frame.jpg"\r\n\r\n`),
      picture,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const uploaded = await read(
      await fetch(`${server.apiOrigin}/v1/asset/upload`, {
        method: "POST",
        headers: { ...HEADERS, "Content-Type": `multipart/form-data; boundary=${boundary}` },
        body: new Uint8Array(part),
      }),
    );
    const job = await read(await fetch(`${server.apiOrigin}/v1/asset/jobs/get-asset-id?task_id=${uploaded.body.data.task_id}`));
    expect(job.body.code).toBe(200);
    const created = await read(
      await fetch(`${server.apiOrigin}/v1/videos`, {
        method: "POST",
        headers: { ...HEADERS, "Content-Type": "application/json" },
        body: JSON.stringify({
          model: "dreamina-seedance-2-0-260128",
          media: [
            { type: "text", text: "镜头缓慢推进，樱花花瓣随风飘落" },
            { type: "first_frame", url: `asset://${job.body.data.asset_id}` },
          ],
          seconds: "5",
          size: "720p",
          ratio: "adaptive",
          generate_audio: true,
        }),
      }),
    );
    const id = created.body.task_id || created.body.id;
    const result = await vi.waitFor(
      async () => {
        const { body } = await read(await fetch(`${server.apiOrigin}/v1/videos/${id}`, { headers: HEADERS }));
        expect(body.status).toBe("succeeded");
        return body;
      },
      { timeout: 60_000, interval: 200 },
    );
    expect(result).toMatchObject({ ratio: "4:3", duration: 5 });
    expect(isMp4(new Uint8Array(await (await fetch(result.content.video_url)).arrayBuffer()))).toBe(true);
  });

  it("runs as it stands, where Python and requests are installed", async () => {
    const run = promisify(execFile);
    const hasPython = await run("python3", ["-c", "import requests"]).then(
      () => true,
      () => false,
    );
    // The same requests are replayed above, so nothing is lost where there is no Python.
    if (!hasPython) return;
    writeFileSync(path.join(folder, "start_frame.jpg"), picture);
    const program = readFileSync(path.join(import.meta.dirname, "fixtures/quickstart.py.txt"), "utf8").replace(
      "https://api.powertokens.ai",
      server.apiOrigin,
    );
    // Only its pauses are shortened.
    const { stdout } = await run("python3", ["-c", `import time\n_sleep = time.sleep\ntime.sleep = lambda _: _sleep(0.2)\n${program}`], {
      cwd: folder,
      env: { ...process.env, PYTHONIOENCODING: "utf-8", NO_PROXY: "127.0.0.1" },
    });
    expect(stdout).toMatch(/素材就绪 → asset_id: asset-/);
    expect(stdout).toMatch(/任务已提交 → task_id: cgt-/);
    expect(stdout).toContain(`生成成功！视频地址: ${server.filesOrigin}/`);
  });
});

describe("the quick start's curl examples", () => {
  it("all get what the page promises", async () => {
    const [image, clip, sound] = [
      await upload("start.jpg", picture),
      await upload("ref.mp4", film),
      await upload("ref.wav", makeMedia("audio", 2)),
    ];
    const examples = readFileSync(path.join(import.meta.dirname, "fixtures/quickstart-curl.txt"), "utf8")
      .trim()
      .split("\n\n")
      .map(parseCurl);
    expect(examples).toHaveLength(21);
    const done = await read(
      await fetch(`${server.apiOrigin}/v1/videos`, {
        method: "POST",
        headers: { authorization: "YOUR_API_KEY" },
        body: JSON.stringify({ model: STANDARD, media: [{ type: "text", text: "a" }] }),
      }),
    );
    await vi.waitFor(
      async () =>
        expect(
          (await read(await fetch(`${server.apiOrigin}/v1/videos/${done.body.id}`, { headers: { authorization: "YOUR_API_KEY" } }))).body
            .status,
        ).toBe("succeeded"),
      { timeout: 60_000, interval: 200 },
    );
    const job = await read(
      await send({ method: "POST", path: "/v1/asset/upload", headers: { Authorization: "YOUR_API_KEY" }, body: null, form: true }),
    );

    for (const example of examples) {
      const kinds = { video_url: clip, reference_video: clip, audio_url: sound, reference_audio: sound } as Record<string, string>;
      const body =
        example.body?.replace(/"type":\s*"(\w+)"((?:(?!"type")[\s\S])*?)asset:\/\/XXXX/g, (all: string, type: string) =>
          all.replace("XXXX", kinds[type] ?? image),
        ) ?? null;
      const target = example.path.replace("task_id=XXXX", `task_id=${job.body.data.task_id}`).replace("XXXX", done.body.id);
      if (example.method === "DELETE") continue;
      const answer = await read(await send({ ...example, path: target, body }));
      expect(answer.status, `${example.method} ${target} ${answer.text}`).toBe(200);
      if (example.method === "POST" && !example.form) expect(answer.body.id).toMatch(/^cgt-/);
      else if (example.form) expect(answer.body).toMatchObject({ code: 200, data: { task_id: expect.stringMatching(/^task_/) as string } });
      else if (target.includes("page_num")) expect(answer.body.items).toBeInstanceOf(Array);
      else if (target.includes("get-asset-id")) expect(answer.body.data.asset_id).toMatch(/^asset-/);
      else
        expect(answer.body).toMatchObject({
          id: done.body.id,
          status: "succeeded",
          model: "doubao-seedance-2-0-260128",
          content: { video_url: expect.stringContaining("http") as string },
          usage: { completion_tokens: 108_900 },
        });
    }
    // Deleting comes last, since the page uses one id for everything.
    const removals = examples.filter((example) => example.method === "DELETE");
    expect(removals).toHaveLength(2);
    const statuses = [];
    for (const example of removals) statuses.push((await send({ ...example, path: example.path.replace("XXXX", done.body.id) })).status);
    expect(statuses).toEqual([200, 404]);
  });

  interface Example {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: string | null;
    form: boolean;
  }

  function parseCurl(command: string): Example {
    const [, url = ""] = /https:\/\/api\.powertokens\.ai([^\s"]*)/.exec(command) ?? [];
    const headers = Object.fromEntries([...command.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name = "", value = ""]) => [name, value]));
    const body = /-d '([\s\S]*?)'$/.exec(command)?.[1] ?? null;
    return { method: /-X (\w+)/.exec(command)?.[1] ?? "GET", path: url, headers, body, form: command.includes('-F "file=') };
  }

  async function send(example: Example): Promise<Response> {
    let payload: FormData | string | null = example.body;
    if (example.form) {
      payload = new FormData();
      payload.set("file", new File([new Uint8Array(picture)], "file.jpg"));
      payload.set("group_id", await groupId());
    }
    return fetch(`${server.apiOrigin}${example.path}`, { method: example.method, headers: example.headers, body: payload });
  }
});

/** The page's XXXX stands for a group that one has. */
async function groupId(): Promise<string> {
  const made = await fetch(`${server.apiOrigin}/v1/asset/groups/create`, {
    method: "POST",
    headers: { authorization: "YOUR_API_KEY" },
    body: JSON.stringify({ group_name: "Mine" }),
  });
  return ((await made.json()) as { data: { group_id: string } }).data.group_id;
}

it("lists everything that those clients made on the native surface", async () => {
  const { items } = (await read(await fetch(`${server.apiOrigin}${NATIVE}?page_size=500`, { headers: { authorization: "YOUR_API_KEY" } })))
    .body;
  expect(items.length).toBeGreaterThan(15);
});

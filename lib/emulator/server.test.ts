import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type EmulatorServer, startEmulatorServer } from "./start-server";
import { drawing, NATIVE, read, STANDARD, text } from "./test-kit";

// Clips are really made here, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let server: EmulatorServer;
let dataDir: string;
const start = () => startEmulatorServer({ dataDir, renderEffort: "quick", timings: { queuedMs: 0, runningMs: 10, assetMs: 0 } });

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), "seedance-server-"));
  server = await start();
});
afterEach(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const headers = { authorization: "Bearer k", "content-type": "application/json" };
const create = (prompt: string, fields: object = {}) =>
  fetch(`${server.apiOrigin}${NATIVE}`, {
    method: "POST",
    headers,
    body: JSON.stringify({ model: STANDARD, content: [text(prompt)], resolution: "480p", duration: 4, generate_audio: false, ...fields }),
  });
const query = async (id: string) => (await read(await fetch(`${server.apiOrigin}${NATIVE}/${id}`, { headers }))).body;
const finished = async (prompt: string) => {
  const { id } = (await read(await create(prompt))).body;
  return vi.waitFor(
    async () => {
      const task = await query(id);
      expect(task.status).toBe("succeeded");
      return task;
    },
    { timeout: 30_000, interval: 100 },
  );
};
const admin = (target: string, body: object) =>
  fetch(`${server.apiOrigin}/emulator/${target}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

describe("over HTTP", () => {
  it("is healthy, and has its files on another origin", async () => {
    const health = (await read(await fetch(`${server.apiOrigin}/emulator/health`))).body;
    expect(health).toMatchObject({ status: "ok", apiOrigin: server.apiOrigin, filesOrigin: server.filesOrigin });
    expect(server.filesOrigin).not.toBe(server.apiOrigin);
  });

  it("makes a clip while the task runs, and serves it whole and in parts", async () => {
    const { content } = await finished("a whale");
    const whole = await fetch(content.video_url);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect([whole.status, bytes.byteLength]).toEqual([200, Number(whole.headers.get("content-length"))]);
    const part = await fetch(content.video_url, { headers: { range: "bytes=10-19" } });
    expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, bytes.subarray(10, 20)]);
    expect((await fetch(content.video_url, { method: "HEAD" })).headers.get("content-type")).toBe("video/mp4");
  });

  it("takes uploads of real size, streamed", async () => {
    const form = new FormData();
    form.set("file", new File([new Uint8Array(await drawing(3_000, 2_000))], "big.jpg"));
    const uploaded = (
      await read(await fetch(`${server.apiOrigin}/v1/asset/upload`, { method: "POST", headers: { authorization: "k" }, body: form }))
    ).body;
    const job = (await read(await fetch(`${server.apiOrigin}/v1/asset/jobs/get-asset-id?task_id=${uploaded.data.task_id}`))).body;
    expect(job.data.asset_id).toMatch(/^asset-/);
  });

  it("resets connections as the network would, before and after the task exists", async () => {
    for (const [word, count] of [
      ["drop-before", 0],
      ["drop-after", 1],
    ] as const) {
      const failure = await create(`emu:${word}`).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(TypeError);
      expect(server.emulator.admin.truth()).toHaveLength(count);
    }
  });

  it("breaks a download in the middle of its announced length", async () => {
    const { content } = await finished("emu:cut-download");
    const cut = await fetch(content.video_url);
    expect(Number(cut.headers.get("content-length"))).toBeGreaterThan(1_000);
    await expect(cut.arrayBuffer()).rejects.toThrow();
    expect((await (await fetch(content.video_url)).arrayBuffer()).byteLength).toBe(Number(cut.headers.get("content-length")));
  });

  it("survives clients that go away", async () => {
    await admin("faults", { route: "native.list", fault: { kind: "delay", ms: 60_000 } });
    const gone = fetch(`${server.apiOrigin}${NATIVE}`, { headers, signal: AbortSignal.timeout(100) });
    await expect(gone).rejects.toThrow();
    const { content } = await finished("emu:slow-download");
    const abort = new AbortController();
    const slow = await fetch(content.video_url, { signal: abort.signal });
    abort.abort();
    await expect(slow.arrayBuffer()).rejects.toThrow();
    expect((await fetch(`${server.apiOrigin}/emulator/health`)).status).toBe(200);
  });

  it("keeps tasks, assets and links over a restart on the same ports", async () => {
    const { id, content } = await finished("a whale");
    const { port } = new URL(server.apiOrigin);
    await server.close();
    server = await startEmulatorServer({ dataDir, renderEffort: "quick", port: Number(port) });
    // A pooled connection to the old process may still have to find out that it is dead.
    await vi.waitFor(async () => expect((await query(id)).status).toBe("succeeded"));
    await vi.waitFor(async () => expect((await fetch(content.video_url)).status).toBe(200));
  });
});

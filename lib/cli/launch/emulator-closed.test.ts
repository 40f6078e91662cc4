import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findFreePort } from "@/lib/platform/processes/ports";
import { TASKS_PATH } from "@/e2e/faults/emulator-control";
import { type RunningChild, startChild } from "./child-process";
import { processSpec } from "./processes";
import { EMULATOR_KEY_FILE } from "./secrets";
import { readSettings } from "./settings";
import { waitForHttp } from "./wait-for-http";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let trap: Server;
let trapped: string[] = [];
let trapUrl: string;
beforeAll(async () => {
  trap = createServer((request, response) => {
    trapped.push(`${request.method} ${request.url}`);
    response.end();
  });
  await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
  trapUrl = `http://127.0.0.1:${(trap.address() as { port: number }).port}`;
});
afterAll(() => void trap.close());

/** The emulator as the launcher starts it, with what the person's settings say. */
async function start(folder: string, settings: Record<string, string>): Promise<{ url: string; child: RunningChild }> {
  const port = await findFreePort();
  const read = readSettings({ DATA_DIR: folder, EMULATOR_PORT: String(port) });
  const spec = processSpec("emulator", { settings: read, databaseUrl: "", mode: "production" });
  const fast = { EMULATOR_QUEUED_MS: "0", EMULATOR_RUNNING_MS: "0", EMULATOR_RENDER: "quick" };
  const child = startChild({ ...spec, env: { ...spec.env, ...fast, ...settings } as NodeJS.ProcessEnv }, () => undefined);
  const url = `http://127.0.0.1:${port}`;
  await (await waitForHttp(`${url}/`, { timeoutMs: 30_000, signal: AbortSignal.timeout(40_000) })).body?.cancel();
  return { url, child };
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
/** As the browser asks for a page of another site. */
const fromPage = (key: string) => ({ ...bearer(key), origin: "https://example.com" });

async function make(url: string, key: string, more: object): Promise<{ status: number; id: string | undefined }> {
  const response = await fetch(`${url}${TASKS_PATH}`, {
    method: "POST",
    headers: { ...bearer(key), "content-type": "application/json" },
    body: JSON.stringify({
      model: "dreamina-seedance-2-0-260128",
      content: [{ type: "text", text: "a clip" }],
      resolution: "480p",
      duration: 4,
      ...more,
    }),
  });
  return { status: response.status, id: ((await response.json()) as { id?: string }).id };
}

/** One task with a picture on the web, one that calls back; waits until both are over. */
async function lure(url: string, key: string): Promise<void> {
  const image = { type: "image_url", image_url: { url: `${trapUrl}/picture.png` }, role: "first_frame" };
  await make(url, key, { content: [{ type: "text", text: "a clip" }, image] });
  const { id } = await make(url, key, { callback_url: `${trapUrl}/callback` });
  expect(id).toBeDefined();
  await vi.waitFor(
    async () => {
      const task = (await (await fetch(`${url}${TASKS_PATH}/${id}`, { headers: bearer(key) })).json()) as { status: string };
      expect(task.status).toBe("succeeded");
    },
    { timeout: 30_000, interval: 100 },
  );
}

describe("the emulator of a data folder", () => {
  it("takes this studio's key alone, for its API and its operators, and calls nobody", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "dailies-emulator-"));
    const { url, child } = await start(folder, {});
    try {
      const file = path.join(folder, EMULATOR_KEY_FILE);
      const key = readFileSync(file, "utf8").trim();
      expect(key.length).toBeGreaterThan(40);
      expect(statSync(file).mode & 0o077).toBe(0);
      for (const other of ["emulator", "sk-one", key.slice(1)]) {
        expect((await make(url, other, {})).status).toBe(401);
        for (const [method, at] of [
          ["GET", "truth"],
          ["GET", "requests"],
          ["POST", "reset"],
          ["DELETE", "faults"],
        ] as const) {
          const headers = { ...bearer(other), ...(method === "POST" ? { "content-type": "application/json" } : {}) };
          expect((await fetch(`${url}/emulator/${at}`, { method, headers })).status, `${method} ${at}`).toBe(401);
        }
      }
      expect((await fetch(`${url}/emulator/truth`)).status).toBe(401);
      expect((await fetch(`${url}/emulator/truth`, { headers: bearer(key) })).status).toBe(200);
      expect((await fetch(`${url}/emulator/health`)).status).toBe(200);
      expect((await fetch(`${url}${TASKS_PATH}`, { headers: fromPage(key) })).status).toBe(403);

      await lure(url, key);
      expect(trapped).toEqual([]);
    } finally {
      await child.stop();
      rmSync(folder, { recursive: true });
    }
  });

  it("plays the open service where it is asked to: any key, pictures of the web, callbacks; its operators keep their key", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "dailies-emulator-"));
    const { url, child } = await start(folder, { EMULATOR_OPEN: "on" });
    try {
      await lure(url, "sk-anybody");
      expect((await fetch(`${url}${TASKS_PATH}`, { headers: fromPage("sk-anybody") })).status).toBe(200);
      await vi.waitFor(() => expect(trapped).toEqual(expect.arrayContaining(["GET /picture.png", "POST /callback"])), { timeout: 20_000 });
      expect((await fetch(`${url}/emulator/truth`, { headers: bearer("sk-anybody") })).status).toBe(401);
    } finally {
      await child.stop();
      rmSync(folder, { recursive: true });
      trapped = [];
    }
  });

  it("is another one for each folder, and the same at the next start", () => {
    const folders = [1, 2].map(() => mkdtempSync(path.join(tmpdir(), "dailies-emulator-")));
    const keys = [...folders, folders[0]!].map((folder) => readSettings({ DATA_DIR: folder }).env.emulatorKey);
    expect(keys[0]).toBe(keys[2]);
    expect(keys[0]).not.toBe(keys[1]);
    for (const folder of folders) rmSync(folder, { recursive: true });
    // Somebody else's emulator has keys of its own.
    const elsewhere = mkdtempSync(path.join(tmpdir(), "dailies-emulator-"));
    expect(readSettings({ DATA_DIR: elsewhere, EMULATOR_URL: "http://127.0.0.1:4010" }).env.emulatorKey).toBeUndefined();
    rmSync(elsewhere, { recursive: true });
  });
});

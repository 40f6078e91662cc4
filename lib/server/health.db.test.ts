import { createServer, type Server } from "node:http";
import { createServer as createSocketServer, type AddressInfo, type Socket } from "node:net";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startSession } from "@/lib/access/identity/auth";
import { databaseUrl, db } from "@/lib/testing/database";
import { makeUser } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import { startWebServer } from "@/lib/testing/web-server";
import { disconnectDb } from "@/lib/platform/db/client";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { forgetStorage } from "@/lib/platform/storage/storage";
import { forgetHealth } from "@/lib/studio/health/get-health";
import { within } from "@/lib/studio/health/within";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const web = await startWebServer();
let emulator: Server;
let emulatorStatus = 200;
beforeAll(async () => {
  emulator = createServer((_, response) => response.writeHead(emulatorStatus).end("{}"));
  await new Promise<void>((resolve) => emulator.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void emulator.close());

async function set(variables: Record<string, string | undefined>): Promise<void> {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await disconnectDb();
  forgetEnv();
  forgetStorage();
  forgetHealth();
}

const beat = (secondsAgo: number) => db.$executeRaw`
  insert into worker_heartbeats (id, version, seen_at) values ('w', '1', now() - make_interval(secs => ${secondsAgo}))
  on conflict (id) do update set seen_at = excluded.seen_at`;

async function ask(path = "/api/health") {
  forgetHealth();
  const startedAt = performance.now();
  const response = await web.ask(path);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text), tookMs: performance.now() - startedAt };
}

beforeEach(async () => {
  freshBrowser();
  emulatorStatus = 200;
  const { port } = emulator.address() as AddressInfo;
  await set({ DATABASE_URL: databaseUrl, EMULATOR_URL: `http://127.0.0.1:${port}`, POWERTOKENS_API_KEY: undefined });
  await beat(1);
});
afterEach(() => set({ DATABASE_URL: databaseUrl }));

describe("the health of the studio", () => {
  it("is 200 when everything answers, and never cached", async () => {
    const { status, headers, body } = await ask();
    expect(body).toEqual({
      status: "ok",
      checks: {
        database: { ok: true },
        storage: { ok: true },
        worker: { ok: true },
        ffmpeg: { ok: true },
        provider: { ok: true },
      },
      provider: "emulator",
    });
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("tells versions to people who are signed in, and to nobody else", async () => {
    await startSession((await makeUser()).id);
    const { body } = await ask();
    expect(body).toMatchObject({ version: getEnv().version, checks: { ffmpeg: { ok: true, detail: expect.any(String) } } });
    freshBrowser();
    expect((await ask()).text).not.toContain(getEnv().version);
  });

  it("is 503 when no worker gave a sign of life, and the pages stay where they are", async () => {
    await beat(31);
    const { status, body } = await ask();
    expect(status).toBe(503);
    expect(body).toMatchObject({ status: "unhealthy", checks: { worker: { ok: false }, database: { ok: true } } });
    const ready = await ask("/api/health/ready");
    expect([ready.status, ready.body]).toEqual([
      200,
      { status: "ok", checks: { database: { ok: true }, storage: { ok: true }, worker: { ok: false, detail: expect.any(String) } } },
    ]);
  });

  it("takes pages away when there is no database, but does not call for another process", async () => {
    await set({ DATABASE_URL: "postgresql://user:password@127.0.0.1:1/db" });
    expect((await ask("/api/health/ready")).status).toBe(503);
    expect((await ask("/api/health/live")).body).toEqual({ status: "ok" });
  });

  it("is 503 within five seconds when the database is gone, and says nothing secret about it", async () => {
    await set({ DATABASE_URL: "postgresql://canary-user:canary-password@127.0.0.1:1/canary-db" });
    const { status, body, tookMs, text } = await ask();
    expect(status).toBe(503);
    expect(body.checks).toMatchObject({ database: { ok: false }, worker: { ok: false }, storage: { ok: true }, ffmpeg: { ok: true } });
    expect(tookMs).toBeLessThan(5_000);
    expect(text).not.toContain("canary");
  });

  it("is 503 within five seconds when the database accepts connections and then says nothing", async () => {
    const sockets: Socket[] = [];
    const silent = createSocketServer((socket) => void sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    await set({ DATABASE_URL: `postgresql://user:password@127.0.0.1:${port}/db` });
    const { status, body, tookMs } = await ask();
    expect(status).toBe(503);
    expect(body.checks.database).toEqual({ ok: false, detail: "does not answer" });
    expect(tookMs).toBeLessThan(5_000);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it("is 503 when the data folder cannot be used", async () => {
    const folder = path.join(getEnv().dataDir, "media-tmp");
    await rm(folder, { recursive: true, force: true });
    await mkdir(path.dirname(folder), { recursive: true });
    await writeFile(folder, "a file where a folder should be");
    const { status, body } = await ask();
    await rm(folder);
    expect(status).toBe(503);
    expect(body.checks.storage).toMatchObject({ ok: false });
  });

  it("is 503 when the emulator is broken or gone", async () => {
    emulatorStatus = 500;
    expect((await ask()).body.checks.provider).toEqual({ ok: false, detail: "answers 500" });
    await set({ EMULATOR_URL: "http://127.0.0.1:1" });
    expect((await ask()).body.checks.provider).toEqual({ ok: false, detail: "unreachable" });
  });

  it("does not call the real provider, and does not show the key", async () => {
    await set({ POWERTOKENS_API_KEY: "sk-canary-key", POWERTOKENS_BASE_URL: "http://127.0.0.1:1" });
    const { status, body, text } = await ask();
    expect(status).toBe(200);
    expect(body).toMatchObject({ provider: "powertokens", checks: { provider: { ok: true, detail: "configured" } } });
    expect(text).not.toContain("canary");
  });
});

describe("waiting", () => {
  it("ends in time", async () => {
    expect(
      await within(
        20,
        () => new Promise<string>(() => undefined),
        () => "late",
      ),
    ).toBe("late");
    expect(
      await within(
        1_000,
        async () => "done",
        () => "late",
      ),
    ).toBe("done");
  });
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findFreePort } from "@/lib/platform/processes/ports";
import { choosePorts } from "./choose-ports";
import { readSettings, type StudioSettings } from "./settings";

let folder: string;
let settings: StudioSettings;
const servers: Server[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "dailies-ports-"));
  const [port, emulatorPort] = [await findFreePort(), await findFreePort()];
  const read = readSettings({ DATA_DIR: folder });
  settings = { ...read, env: { ...read.env, port, emulatorPort } };
});
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

async function take(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  servers.push(server);
  return server;
}

describe("the ports of a second studio on one machine", () => {
  it("are the usual ones where those are free", async () => {
    const { env } = await choosePorts(settings, {}, 0);
    expect([env.port, env.emulatorPort]).toEqual([settings.env.port, settings.env.emulatorPort]);
  });

  it("are others where the usual ones are taken, and stay the same at the next start", async () => {
    await take(settings.env.emulatorPort);
    const first = await choosePorts(settings, { PORT: String(settings.env.port) }, 0);
    expect(first.env.port).toBe(settings.env.port);
    expect(first.env.emulatorPort).not.toBe(settings.env.emulatorPort);
    expect(readFileSync(path.join(folder, "emulator-port"), "utf8")).toBe(`${first.env.emulatorPort}\n`);

    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    const second = await choosePorts(settings, {}, 0);
    expect(second.env.emulatorPort).toBe(first.env.emulatorPort);
  });

  it("are left alone where somebody asked for them, and where the emulator is shared between processes", async () => {
    await take(settings.env.port);
    await take(settings.env.emulatorPort);
    const asked = await choosePorts(settings, { PORT: "1", EMULATOR_PORT: "2" }, 0);
    expect([asked.env.port, asked.env.emulatorPort]).toEqual([settings.env.port, settings.env.emulatorPort]);
    const shared = await choosePorts({ ...settings, env: { ...settings.env, role: "worker" } }, { PORT: "1" }, 0);
    expect(shared.env.emulatorPort).toBe(settings.env.emulatorPort);
  });

  it("are not chosen beside a studio of the same folder that runs already", async () => {
    await choosePorts(settings, {}, 0);
    const studio = createHttpServer((_, response) => response.end(JSON.stringify({ status: "ok", checks: {} })));
    await new Promise<void>((resolve) => studio.listen(settings.env.port, "127.0.0.1", resolve));
    servers.push(studio);
    await expect(choosePorts(settings, {}, 0)).rejects.toThrow("runs already");
  });

  it("wait for what a killed launcher of ours left behind, instead of changing the emulator's address", async () => {
    await choosePorts(settings, {}, 0);
    const orphan = await take(settings.env.emulatorPort);
    const choosing = choosePorts(settings, {}, 5_000);
    orphan.close();
    servers.length = 0;
    expect((await choosing).env.emulatorPort).toBe(settings.env.emulatorPort);
  });
});

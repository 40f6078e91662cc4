import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmulatorServer, startEmulatorServer } from "./start-server";

let folder: string;
let server: EmulatorServer;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "emulator-guard-"));
  server = await startEmulatorServer({ dataDir: folder, switches: { cors: false } });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** What only a raw request can say: any Host, any Origin. */
const ask = (base: string, at: string, headers: Record<string, string>, method = "GET") =>
  new Promise<{ status: number; cors: unknown }>((resolve, reject) => {
    const call = request(new URL(at, base), { method, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, cors: response.headers["access-control-allow-origin"] });
    });
    call.on("error", reject).end();
  });
const key = { authorization: "Bearer sk-one" };
const MODELS = "/v1/models";
const TRUTH = "/emulator/truth";

describe("an emulator of this machine", () => {
  test.each([MODELS, TRUTH])("answers programs at %s", async (at) => {
    for (const host of [new URL(server.apiOrigin).host, "localhost:1", "emulator.localhost"])
      expect(await ask(server.apiOrigin, at, { ...key, host })).toEqual({ status: 200, cors: undefined });
  });

  test.each([MODELS, TRUTH])("turns away a name that was made to point here, at %s", async (at) => {
    for (const host of ["rebound.example", "127.0.0.1.example", "[::ffff:7f00:1]"])
      expect((await ask(server.apiOrigin, at, { ...key, host })).status).toBe(421);
    expect((await ask(server.filesOrigin, "/x.mp4", { host: "rebound.example" })).status).toBe(421);
  });

  test("refuses a Host that is no name", async () => {
    for (const host of ["evil.test@localhost", "localhost:99999", "a b"])
      expect((await ask(server.apiOrigin, "/emulator/health", { host })).status).toBe(400);
  });

  test.each(["https://example.com", "null", "http://127.0.0.1:1"])(
    "turns away a web page of %s, and allows it nothing beforehand",
    async (origin) => {
      for (const at of [MODELS, TRUTH])
        expect(await ask(server.apiOrigin, at, { ...key, origin })).toEqual({ status: 403, cors: undefined });
      expect(await ask(server.apiOrigin, "/v1/videos", { origin }, "OPTIONS")).toEqual({ status: 403, cors: undefined });
    },
  );

  test("never lets a web page into the way for operators, also where it plays the open service", async () => {
    server.emulator.admin.setSwitches({ cors: true });
    expect(await ask(server.apiOrigin, MODELS, { ...key, origin: "https://example.com" })).toEqual({ status: 200, cors: "*" });
    expect((await ask(server.apiOrigin, TRUTH, { origin: "https://example.com" })).status).toBe(403);
    server.emulator.admin.setSwitches({ cors: false });
  });
});

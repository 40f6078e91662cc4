import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { saveProviderKey } from "@/lib/connections/settings";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { databaseUrl, truncateAll } from "@/lib/testing/database";
import { type EmulatorProcess, startEmulatorProcess } from "@/lib/testing/emulator-process";
import { makeMember } from "@/lib/testing/factories";
import { readSettings } from "../launch/settings";
import { CHECKS, type Finding } from "./checks";

const KEY = "pt-a-key-that-is-known-1234";
let provider: EmulatorProcess;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "dailies-doctor-"));
  // Some server that knows one key, as the real service does.
  provider = await startEmulatorProcess({ EMULATOR_API_KEY: KEY, EMULATOR_KEY: "another" });
  process.env.POWERTOKENS_BASE_URL = provider.origin;
  forgetEnv();
});
afterAll(async () => {
  delete process.env.POWERTOKENS_BASE_URL;
  forgetEnv();
  await provider.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => truncateAll());

function look(): Promise<Finding> {
  const settings = readSettings({ DATA_DIR: folder, AUTH_SECRET: getEnv().authSecret });
  const database = { url: databaseUrl, where: "here", stop: () => Promise.resolve() };
  return CHECKS.find(({ name }) => name === "Provider")!.look({ settings, database, problem: null });
}

it("asks the provider with every key that was typed on the page, and says what to do with one that it refuses", async () => {
  expect(await look()).toMatchObject({ state: "ok", says: expect.stringContaining("nothing is bought") });

  // The first owner runs the studio.
  const operator = await makeMember("owner");
  await saveProviderKey(operator, { apiKey: KEY });
  expect(await look()).toMatchObject({ state: "ok", says: expect.stringMatching(/key …1234.*taken.*emulator runs beside/) });

  await saveProviderKey(operator, { apiKey: "pt-a-key-that-nobody-knows-9876" });
  const refused = await look();
  expect(refused).toMatchObject({
    state: "bad",
    says: expect.stringContaining("key …9876"),
    remedy: expect.stringContaining("provider page"),
  });
  expect(refused.says).not.toContain("nobody-knows");

  process.env.AUTH_SECRET = "another secret, of at least thirty-two characters";
  forgetEnv();
  expect(await look()).toMatchObject({ state: "bad", remedy: expect.stringContaining("AUTH_SECRET") });
});

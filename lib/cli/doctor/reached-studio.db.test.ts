import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { forgetStorage } from "@/lib/platform/storage/storage";
import { databaseUrl } from "@/lib/testing/database";
import { readSettings } from "../launch/settings";
import { CHECKS, type Finding } from "./checks";

const ours = process.env.DATA_DIR;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dailies-doctor-"));
  useFolder(folder);
});
afterEach(() => {
  vi.useRealTimers();
  useFolder(ours);
  rmSync(folder, { recursive: true });
});

function useFolder(name: string | undefined): void {
  if (name === undefined) delete process.env.DATA_DIR;
  else process.env.DATA_DIR = name;
  forgetEnv();
  forgetStorage();
}

/** One look at a studio whose database answers. */
function look(name: string): Promise<Finding> {
  const settings = readSettings({ DATA_DIR: folder, AUTH_SECRET: getEnv().authSecret });
  const database = { url: databaseUrl, where: "here", stop: () => Promise.resolve() };
  return CHECKS.find((check) => check.name === name)!.look({ settings, database, problem: null });
}

describe("the doctor, where the database answers", () => {
  it("is content with a clock that is right, and says what to do with one that is not", async () => {
    expect(await look("Clock")).toMatchObject({ state: "ok" });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    expect(await look("Clock")).toMatchObject({
      state: "bad",
      says: "60 s from the database's",
      remedy: expect.stringContaining("time synchronisation"),
    });
  });

  it("finds storage that cannot be written", async () => {
    expect(await look("Storage")).toMatchObject({ state: "ok", says: expect.stringContaining(folder) });
    rmSync(path.join(folder, "media-tmp"), { recursive: true, force: true });
    writeFileSync(path.join(folder, "media-tmp"), "a file where a folder should be");
    expect(await look("Storage")).toMatchObject({ state: "bad", remedy: expect.stringContaining("who may write there") });
  });

  it("says which ffmpeg is used, and whose it is", async () => {
    expect(await look("ffmpeg")).toMatchObject({
      state: "ok",
      says: expect.stringMatching(/^\S+ \((of this machine|came with the studio)\)$/),
    });
  });

  it("names what is missing in a database that could forget what it was told", async () => {
    // The tests' own server is such a one: it syncs nothing.
    expect(await look("Database")).toMatchObject({ state: "bad", says: expect.stringContaining("fsync"), remedy: expect.any(String) });
  });
});

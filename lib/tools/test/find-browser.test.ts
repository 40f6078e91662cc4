import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findBrowser } from "./find-browser";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dailies-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function putProgram(name: string, script: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const none = (): string => "/nowhere/chrome";
const find = (env: Record<string, string>, playwrightsOwn = none): string | null =>
  findBrowser(playwrightsOwn, { NODE_ENV: "test", PATH: folder, ...env });

describe("the browser for the tests", () => {
  it("is the one that was named, else the machine's, else Playwright's own", () => {
    const own = putProgram("own", "echo Chromium 150.0");
    expect(find({}, () => own)).toBe(own);
    const machines = putProgram("chromium", "echo Chromium 156.0");
    expect(find({}, () => own)).toBe(machines);
    const named = putProgram("mine", "echo Google Chrome 160.0");
    expect(find({ CHROMIUM_PATH: named }, () => own)).toBe(named);
  });

  it("is none that only says where to get the real one", () => {
    putProgram("chromium-browser", "echo 'install the snap' >&2; exit 1");
    expect(find({})).toBeNull();
  });

  it("is none where Playwright does not know the platform", () => {
    const unsupported = (): string => {
      throw new Error("unsupported platform");
    };
    expect(find({}, unsupported)).toBeNull();
  });
});

import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepSecret } from "@/lib/platform/keep-secret";
import { makeSpokenCode } from "@/lib/shared/spoken-code";
import { prepareDataFolder } from "./data-folder";
import { explain } from "../terminal/failures";
import { makeAuthSecret } from "./secrets";
import { readSettings } from "./settings";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dailies-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("secrets", () => {
  it("are made once, kept, and readable by their owner alone", () => {
    const first = keepSecret(folder, "auth-secret", makeAuthSecret);
    expect(first.length).toBeGreaterThanOrEqual(32);
    expect(keepSecret(folder, "auth-secret", makeAuthSecret)).toBe(first);
    expect(statSync(path.join(folder, "auth-secret")).mode & 0o777).toBe(0o600);
  });

  it("are easy to type where people type them", () => {
    const codes = Array.from({ length: 200 }, () => makeSpokenCode());
    expect(codes.every((code) => /^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(200);
  });
});

describe("the data folder", () => {
  const refusal = (dataDir: string): string => {
    try {
      prepareDataFolder(dataDir);
    } catch (error) {
      return explain(error) ?? "a bug";
    }
    return "accepted";
  };

  it("is made with its parents, and closed to curious eyes", () => {
    const dataDir = path.join(folder, "a", "b");
    expect([refusal(dataDir), refusal(dataDir)]).toEqual(["accepted", "accepted"]);
    expect(statSync(dataDir).mode & 0o777).toBe(0o711);
  });

  it("of an earlier version is closed at the next start, where it stood open", () => {
    const names = ["logs", "emulator", "media", "assets", "unclaimed", "media-tmp", "journal"];
    for (const name of names) mkdirSync(path.join(folder, name));
    for (const name of names) chmodSync(path.join(folder, name), 0o755);
    expect(refusal(folder)).toBe("accepted");
    for (const name of names) expect([name, statSync(path.join(folder, name)).mode & 0o077]).toEqual([name, 0]);
  });

  it("is refused in a sentence where nothing can be made", () => {
    writeFileSync(path.join(folder, "file"), "");
    symlinkSync(path.join(folder, "nowhere"), path.join(folder, "broken"));
    expect(refusal(path.join(folder, "file"))).toMatch(/is a file, not a folder: choose another/);
    expect(refusal(path.join(folder, "file", "below"))).toMatch(/is a file, not a folder/);
    expect(refusal(path.join(folder, "broken", "below"))).toMatch(/not a folder|No permission/);
  });
});

describe("settings", () => {
  it("make what nobody chose, and make the same the next time", () => {
    const first = readSettings({ DATA_DIR: folder });
    expect(first.externalDatabaseUrl).toBeNull();
    expect(first.env.dataDir).toBe(folder);
    const second = readSettings({ DATA_DIR: folder, AUTH_SECRET: " ", SETUP_CODE: "" });
    expect([second.env.authSecret, second.setupCode]).toEqual([first.env.authSecret, first.setupCode]);
  });

  it("give every machine with the same secret the same setup code", () => {
    const codeOn = (machine: string, AUTH_SECRET: string) => readSettings({ DATA_DIR: path.join(folder, machine), AUTH_SECRET }).setupCode;
    expect(codeOn("one", "s".repeat(40))).toBe(codeOn("two", "s".repeat(40)));
    expect(codeOn("one", "t".repeat(40))).not.toBe(codeOn("two", "s".repeat(40)));
  });

  it("take what was chosen", () => {
    const settings = readSettings({
      DATA_DIR: folder,
      AUTH_SECRET: "s".repeat(40),
      SETUP_CODE: "mine",
      DATABASE_URL: "postgres://db.example/studio",
    });
    expect(settings.env.authSecret).toBe("s".repeat(40));
    expect(settings.setupCode).toBe("mine");
    expect(settings.externalDatabaseUrl).toBe("postgres://db.example/studio");
  });

  it("refuse a short secret and a bad port in a sentence", () => {
    const refusal = (source: Record<string, string>): string => {
      try {
        readSettings({ DATA_DIR: folder, ...source });
      } catch (error) {
        return explain(error) ?? "a bug";
      }
      return "accepted";
    };
    expect(refusal({ AUTH_SECRET: "short" })).toMatch(/AUTH_SECRET is shorter than 32 characters: use a longer/);
    expect(refusal({ PORT: "http" })).toMatch(/PORT .*\n.*\.env/s);
    expect(refusal({ DATABASE_URL: "mysql://x" })).toMatch(/DATABASE_URL must be/);
  });
});

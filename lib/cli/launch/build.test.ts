import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import nextConfig from "@/next.config.mjs";
import { buildEnvironment, isBuilt, sourceFingerprint } from "./build";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dailies-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};

describe("the fingerprint of the sources", () => {
  beforeEach(() => {
    put("app/page.tsx", "page");
    put("app/api/auth/[...nextauth]/route.ts", "route");
    put("lib/models/catalog.ts", "catalog");
    put("package-lock.json", "{}");
  });

  it("changes with a page, a new file, a moved line and the lock file", () => {
    const seen = new Set([sourceFingerprint(folder)]);
    put("app/page.tsx", "page2");
    seen.add(sourceFingerprint(folder));
    put("lib/models/new.ts", "");
    seen.add(sourceFingerprint(folder));
    put("package-lock.json", "{ }");
    seen.add(sourceFingerprint(folder));
    expect(seen.size).toBe(4);
  });

  it("stays with tests, the command line and folders that are not built", () => {
    const before = sourceFingerprint(folder);
    for (const file of [
      "lib/models/catalog.test.ts",
      "lib/cli/commands/start.ts",
      "lib/testing/factories.ts",
      "data/video.mp4",
      "README.md",
      "e2e/a.ts",
    ])
      put(file, "x");
    expect(sourceFingerprint(folder)).toBe(before);
  });

  it("counts as built only beside a finished build of the same sources", () => {
    expect(isBuilt(folder, "abc")).toBe(false);
    put(".next/dailies-build", "abc");
    expect(isBuilt(folder, "abc")).toBe(false);
    put(".next/BUILD_ID", "1");
    expect([isBuilt(folder, "abc"), isBuilt(folder, "def")]).toEqual([true, false]);
  });
});

it("is named by its sources, wherever it is built and with whatever secret", () => {
  const build = (fingerprint: string, secret: string) => {
    vi.stubEnv("AUTH_SECRET", secret);
    const env = buildEnvironment(fingerprint);
    vi.stubEnv("DAILIES_BUILD_ID", env.DAILIES_BUILD_ID);
    return { id: nextConfig.generateBuildId(), key: env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY };
  };
  const [one, another, newer] = [build("a".repeat(64), "s1"), build("a".repeat(64), "s2"), build("b".repeat(64), "s1")];
  vi.unstubAllEnvs();
  expect(another).toEqual(one);
  expect(newer.id).not.toBe(one.id);
  // A page of the version before still finds its actions.
  expect(newer.key).toBe(one.key);
});

import { existsSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { runStages } from "./run-stages";
import type { Stage } from "./stages";

afterEach(() => void vi.restoreAllMocks());

/** What is said on either stream while the stages run, and how it ended. */
async function run(...stages: Stage[]): Promise<{ code: number; said: string }> {
  let said = "";
  const hear = (text: unknown): boolean => {
    said += String(text);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(hear);
  vi.spyOn(process.stderr, "write").mockImplementation(hear);
  return { code: await runStages(stages), said };
}

const good = { passed: 3, failed: 0, skipped: 0, failures: [] };

it("names each failed test by its file in the last lines, whatever was said before", async () => {
  const bad = { passed: 1, failed: 2, skipped: 0, failures: ["lib/a.test.ts: adds up", "lib/b.db.test.ts: could not be loaded"] };
  const { code, said } = await run(
    { name: "unit", title: "Unit tests", run: () => Promise.resolve(bad) },
    { name: "database", title: "Database tests", run: () => Promise.resolve(good) },
    { name: "browser", title: "Browser tests", run: () => Promise.reject(new Error("no browser here")) },
  );
  expect(code).toBe(1);
  const end = said.slice(said.lastIndexOf("Browser tests  "));
  for (const line of ["✗ lib/a.test.ts: adds up", "✗ lib/b.db.test.ts: could not be loaded", "✗ Browser tests", "4 passed, 3 failed"])
    expect(end).toContain(line);
});

it("leaves nothing in the temporary folder, whatever tests leave in theirs", async () => {
  let left = "";
  const { code } = await run({
    name: "unit",
    title: "Unit tests",
    run: async ({ TMPDIR = "" }) => {
      left = await mkdtemp(path.join(TMPDIR, "dailies-media-"));
      writeFileSync(path.join(left, "clip.mp4"), "bytes");
      // Postgres runs as another user where root runs the tests, and has to pass through.
      expect(statSync(TMPDIR).mode & 0o777).toBe(0o711);
      return good;
    },
  });
  expect(code).toBe(0);
  expect(left).not.toBe("");
  expect(existsSync(path.dirname(left))).toBe(false);
});

import { existsSync } from "node:fs";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { sweepScratch, withScratch } from "./with-scratch";

it("takes away the folders of processes that were killed, and none that is in use", async () => {
  const old = path.join(tmpdir(), `dailies-scratch-test-${process.pid}`);
  await mkdir(old);
  await writeFile(path.join(old, "0.mp4"), "half a film");
  const dayBefore = new Date(Date.now() - 2 * 86_400_000);
  await utimes(old, dayBefore, dayBefore);
  await withScratch("test", async (folder) => {
    expect(await sweepScratch()).toBeGreaterThan(0);
    expect([existsSync(old), existsSync(folder)]).toEqual([false, true]);
  });
});

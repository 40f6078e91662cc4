import { createHash, randomBytes } from "node:crypto";
import { appendFile, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { RunningHashes } from "./running-hash";

const folder = await mkdtemp(path.join(tmpdir(), "running-hash-"));
const file = path.join(folder, "upload");
const [first, second] = [randomBytes(1000), randomBytes(500)];
const hashes = new RunningHashes();

async function write(bytes: Buffer): Promise<void> {
  const handle = await open(file, "a");
  const hash = await hashes.goOn("upload", handle);
  hash?.update(bytes);
  await handle.write(bytes);
  await hashes.rest("upload", handle, hash);
  await handle.close();
}

beforeEach(() => rm(file, { force: true }));
afterAll(() => rm(folder, { recursive: true }));

it("knows a file by all of its parts", async () => {
  await write(first);
  await write(second);
  const sha256 = createHash("sha256").update(first).update(second).digest("hex");
  expect(await hashes.find("upload", file)).toEqual({ sizeBytes: 1500, sha256 });
});

it("knows nothing of one that somebody else wrote to, before it goes on or behind its last part", async () => {
  await write(first);
  await appendFile(file, "x");
  expect(await hashes.find("upload", file)).toBeNull();
  await write(second);
  expect(await hashes.find("upload", file)).toBeNull();
});

it("begins anew with a file that begins anew", async () => {
  await write(first);
  await rm(file);
  await write(second);
  expect((await hashes.find("upload", file))?.sha256).toBe(createHash("sha256").update(second).digest("hex"));
});

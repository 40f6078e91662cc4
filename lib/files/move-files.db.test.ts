import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getEnv } from "@/lib/platform/env";
import { createLocalStorage } from "@/lib/platform/storage/local";
import { createS3Storage } from "@/lib/platform/storage/s3";
import { startS3 } from "@/lib/testing/s3-server";
import { getStorage } from "@/lib/platform/storage/storage";
import type { Storage } from "@/lib/platform/storage/types";
import { databaseUrl, db, truncateAll } from "@/lib/testing/database";
import { makeFile, makeGeneration } from "@/lib/testing/factories";
import { keyOf } from "./keys";
import { moveFiles } from "./move-files";
import { readSlowly } from "./scrub/read-slowly";

const signal = new AbortController().signal;
let s3: Awaited<ReturnType<typeof startS3>>;
let bucket: Storage;
let folder: string;
let client: pg.Client;
/** Each test has a part of the bucket of its own. */
let prefix: string;
beforeAll(async () => {
  s3 = await startS3();
  folder = await mkdtemp(path.join(tmpdir(), "dailies-move-"));
  client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await truncateAll();
  prefix = randomBytes(4).toString("hex");
  bucket = createS3Storage({ ...s3.settings, prefix, tempDir: folder });
});

/** What of these keys is there: key → hash. */
const inBucket = async (keys: object) => {
  const found: Record<string, string> = {};
  for (const key of Object.keys(keys)) {
    const file = await readSlowly(key, Infinity, signal, bucket);
    if (file) found[key] = file.sha256;
  }
  return found;
};

/** A clip with a video and a poster, kept where files are kept now. @returns key → hash */
async function keepClip(): Promise<Record<string, string>> {
  const { id, teamId } = await makeGeneration({ status: "ready", finishedAt: new Date() });
  const kept: Record<string, string> = {};
  for (const variant of ["video", "poster"] as const) {
    const owner = { teamId, generationId: id };
    const key = keyOf(owner, variant);
    const { sizeBytes, sha256 } = await getStorage().put(key, Buffer.from(`${variant} of ${id}`));
    await makeFile(owner, variant, { bytes: sizeBytes, sha256 });
    kept[key] = sha256;
  }
  return kept;
}

describe("moving all files to another storage", () => {
  it("copies each with its own bytes, takes nothing away, and comes back the same", async () => {
    const files = { ...(await keepClip()), ...(await keepClip()) };
    expect(await moveFiles(client, { from: getStorage(), to: bucket, signal })).toMatchObject({
      copied: 4,
      known: 0,
      missing: [],
      damaged: [],
    });
    expect(await inBucket(files)).toEqual(files);
    for (const key of Object.keys(files)) expect(await getStorage().stat(key)).not.toBeNull();

    const elsewhere = createLocalStorage(await mkdtemp(path.join(folder, "back-")));
    await moveFiles(client, { from: bucket, to: elsewhere, signal });
    for (const [key, sha256] of Object.entries(files)) expect((await readSlowly(key, Infinity, signal, elsewhere))?.sha256).toBe(sha256);
  });

  it("goes on where it was cut off, and writes what is other than it should be once more", async () => {
    const files = { ...(await keepClip()), ...(await keepClip()) };
    let puts = 0;
    const breaking: Storage = {
      ...bucket,
      put: (...given) => (++puts > 2 ? Promise.reject(new Error("the line is cut")) : bucket.put(...given)),
    };
    await expect(moveFiles(client, { from: getStorage(), to: breaking, signal })).rejects.toThrow("the line is cut");
    const [there] = Object.keys(await inBucket(files));
    const size = (await bucket.stat(there!))!.sizeBytes;
    await bucket.put(there!, Buffer.alloc(size, 1));

    expect(await moveFiles(client, { from: getStorage(), to: bucket, signal })).toMatchObject({ copied: 3, known: 1 });
    expect(await inBucket(files)).toEqual(files);
    expect(await moveFiles(client, { from: getStorage(), to: bucket, signal })).toMatchObject({ copied: 0, known: 4 });
  });

  it("tells of what is missing and of what is damaged, and copies neither", async () => {
    const whole = await keepClip();
    const files = { ...whole, ...(await keepClip()) };
    const [gone, spoiled] = Object.keys(files).slice(2);
    await getStorage().delete(gone!);
    const bytes = Buffer.alloc((await getStorage().stat(spoiled!))!.sizeBytes, 1);
    await writeFile(path.join(getEnv().dataDir, ...spoiled!.split("/")), bytes);
    const moved = await moveFiles(client, { from: getStorage(), to: bucket, signal });
    expect(moved).toMatchObject({ missing: [gone], damaged: [spoiled] });
    expect(await inBucket(files)).toEqual(whole);
  });

  it("counts as there what was copied while it was whole", async () => {
    const files = await keepClip();
    await moveFiles(client, { from: getStorage(), to: bucket, signal });
    const [shorter, gone] = Object.keys(files);
    await writeFile(path.join(getEnv().dataDir, ...shorter!.split("/")), "cut");
    await getStorage().delete(gone!);
    const again = { copied: 0, known: 2, missing: [], damaged: [] };
    expect(await moveFiles(client, { from: getStorage(), to: bucket, signal })).toMatchObject(again);
    expect(await inBucket(files)).toEqual(files);
  });
});

describe("npm run move", () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ["--conditions=react-server", "--import", "tsx", "lib/cli/commands/move.ts", ...args], {
      env: {
        ...{ PATH: process.env.PATH, NODE_ENV: "test", DATABASE_URL: databaseUrl, DATA_DIR: getEnv().dataDir },
        ...{ S3_BUCKET: s3.settings.bucket, S3_REGION: s3.settings.region, S3_ENDPOINT: s3.settings.endpoint, S3_FORCE_PATH_STYLE: "true" },
        ...{ S3_PREFIX: prefix, S3_ACCESS_KEY_ID: "S3RVER", S3_SECRET_ACCESS_KEY: "S3RVER" },
      } as unknown as NodeJS.ProcessEnv,
    }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, said: stdout + stderr }),
    );

  it("copies, and says what to set; while a studio runs it says to stop that first", async () => {
    const files = await keepClip();
    expect(await run("--to", "s3")).toMatchObject({ code: 0, said: expect.stringContaining("STORAGE=s3") });
    expect(await inBucket(files)).toEqual(files);

    await db.workerHeartbeat.create({ data: { id: "w", version: "0" } });
    const beat = () => db.workerHeartbeat.update({ where: { id: "w" }, data: { seenAt: new Date() } });
    const beats = setInterval(() => void beat().catch(() => undefined), 200);
    const second = await run("--to", "s3").finally(() => clearInterval(beats));
    expect(second).toMatchObject({ code: 1, said: expect.stringContaining("Stop it, and run this once more") });
  });

  it("refuses a place that the files are in already, and one that takes nothing", async () => {
    expect(await run("--to", "local")).toMatchObject({ code: 1, said: expect.stringContaining("STORAGE is local") });
    expect(await run("--to", "nowhere")).toMatchObject({ code: 1, said: expect.stringContaining("npm run move") });
  });
});

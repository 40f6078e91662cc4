import { db, truncateAll } from "@/lib/testing/database";
import { randomBytes } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectionFor } from "@/lib/connections/connection";
import { makeClip, sampleFolder } from "@/lib/testing/sample-files";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { keyOf, mediaKey } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { type ClipServer, startClipServer } from "@/lib/testing/clip-server";
import { makeAsset, makeFile, makeGeneration } from "@/lib/testing/factories";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { makePoster } from "../file-pictures";
import { makePreview } from "../make-preview";
import { scrubFiles } from "./scrub-files";

let clip: string;
let clips: ClipServer;
let provider: TaskListServer;
let account: string;

beforeAll(async () => {
  clip = await makeClip(await sampleFolder(), "clip.mp4", { seconds: 2 });
  clips = await startClipServer(clip);
  provider = await startTaskListServer();
  process.env.EMULATOR_URL = provider.origin;
  forgetEnv();
  account = (await connectionFor(null)).account;
});
afterAll(() => Promise.all([clips.stop(), provider.stop()]));
beforeEach(async () => {
  await truncateAll();
  provider.tasks = [];
  clips.fates = [];
  await rm(path.join(getEnv().dataDir, "instance-id"), { force: true });
});

const DAY = 86_400_000;
const scrub = () => scrubFiles(new AbortController().signal, { bytesPerSecond: 1e9 });
const fileOf = (key: string) => path.join(getEnv().dataDir, ...key.split("/"));
const rowOf = (id: string) => db.file.findUniqueOrThrow({ where: { id } });

/** A ready clip with its file; the provider still shows its task when told so. */
async function keep({
  daysAgo = 40,
  lookedAt = daysAgo,
  isRemembered = false,
}: { daysAgo?: number; lookedAt?: number; isRemembered?: boolean } = {}) {
  const createdAt = new Date(Date.now() - daysAgo * DAY);
  const generation = await makeGeneration({
    status: "ready",
    providerAccount: account,
    providerTaskId: `cgt-${newId()}`,
    apiStyle: "native",
    succeededAt: createdAt,
  });
  const key = mediaKey(generation.teamId, generation.id, "video");
  const { sizeBytes, sha256 } = await getStorage().put(key, await readFile(clip));
  const owner = { teamId: generation.teamId, generationId: generation.id };
  const file = await makeFile(owner, "video", { bytes: sizeBytes, sha256, createdAt, checkedAt: new Date(Date.now() - lookedAt * DAY) });
  if (isRemembered) provider.tasks.push({ id: generation.providerTaskId!, status: "succeeded", content: { video_url: clips.url } });
  return { id: file.id, key, owner };
}

/** One other byte, in place, as a disk does it. */
async function spoil(key: string, at = 1000): Promise<void> {
  const bytes = await readFile(fileOf(key));
  bytes[at] = bytes[at]! ^ 1;
  await writeFile(fileOf(key), bytes);
}

describe("the look at the library, a part at a time", () => {
  it("reads what nobody has read for a month, oldest look first, and then not again before a month is over", async () => {
    const due = await keep({ daysAgo: 31 });
    const young = await keep({ daysAgo: 29 });
    const oldest = await keep({ daysAgo: 100 });
    expect(await scrub()).toEqual({ read: 2, damaged: 0 });
    expect(await scrub()).toEqual({ read: 0, damaged: 0 });
    const looks = await Promise.all([oldest, due, young].map(async ({ id }) => (await rowOf(id)).checkedAt.getTime()));
    expect(looks[0]).toBeLessThanOrEqual(looks[1]!);
    expect(looks[2]).toBeLessThan(Date.now() - 28 * DAY);
  });

  it("looks at what people brought and at their small pictures like at everything else, and measures what nobody has measured", async () => {
    const asset = await makeAsset();
    const owner = { teamId: asset.teamId, assetId: asset.id };
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#fff" } })
      .png()
      .toBuffer();
    const { sizeBytes, sha256 } = await getStorage().put(keyOf(owner, "original"), picture);
    const checkedAt = new Date(Date.now() - 40 * DAY);
    const original = await makeFile(owner, "original", { bytes: sizeBytes, sha256, checkedAt, mime: "image/png" });
    const thumbnail = await makeFile(owner, "thumbnail", { bytes: null, sha256: null, checkedAt });
    // Its picture was never there: it is made, and from then on it is a file like any other.
    expect(await scrub()).toEqual({ read: 2, damaged: 1 });
    expect(await rowOf(thumbnail.id)).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), damagedAt: null });
    expect(await getStorage().stat(thumbnail.key)).not.toBeNull();

    await db.file.updateMany({ data: { checkedAt } });
    await spoil(original.key, 20);
    expect(await scrub()).toEqual({ read: 2, damaged: 1 });
    expect((await rowOf(original.id)).damagedAt).not.toBeNull();
  });

  it("leaves the trash alone", async () => {
    const { id } = await keep();
    await db.file.update({ where: { id }, data: { trashedAt: new Date() } });
    expect(await scrub()).toEqual({ read: 0, damaged: 0 });
  });

  it("reads no faster than it may", async () => {
    await keep();
    const { bytes } = await db.file.findFirstOrThrow();
    const startedAt = performance.now();
    await scrubFiles(new AbortController().signal, { bytesPerSecond: Number(bytes) * 2 });
    expect(performance.now() - startedAt).toBeGreaterThan(400);
  });

  it("finds one altered byte, and says so until the file is whole again", async () => {
    const { id, key } = await keep();
    await spoil(key);
    expect(await scrub()).toEqual({ read: 1, damaged: 1 });
    expect((await rowOf(id)).damagedAt).not.toBeNull();
    await getStorage().put(key, await readFile(clip));
    await db.file.update({ where: { id }, data: { checkedAt: new Date(Date.now() - 31 * DAY) } });
    await scrub();
    expect((await rowOf(id)).damagedAt).toBeNull();
  });

  it("finds a missing file", async () => {
    const { id, key } = await keep();
    await getStorage().delete(key);
    expect(await scrub()).toEqual({ read: 1, damaged: 1 });
    expect((await rowOf(id)).damagedAt).not.toBeNull();
  });

  it("concludes nothing from a folder that is not the studio's own", async () => {
    const { id, key } = await keep();
    await db.instance.create({ data: { instanceId: newId() } });
    await getStorage().delete(key);
    expect(await scrub()).toEqual({ read: 0, damaged: 0 });
    expect((await rowOf(id)).damagedAt).toBeNull();
    await mkdir(getEnv().dataDir, { recursive: true });
    await writeFile(path.join(getEnv().dataDir, "instance-id"), "x");
    expect(await scrub()).toEqual({ read: 1, damaged: 1 });
  });

  it("stops in the middle of a file, and begins with it again", async () => {
    const { id } = await keep();
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    await expect(scrubFiles(stop.signal, { bytesPerSecond: 100 })).rejects.toThrow();
    expect((await rowOf(id)).checkedAt.getTime()).toBeLessThan(Date.now() - DAY);
    expect(await scrub()).toEqual({ read: 1, damaged: 0 });
  });
});

describe("a damaged file", () => {
  it("is fetched again while the provider has it", async () => {
    const { id, key } = await keep({ daysAgo: 3, isRemembered: true, lookedAt: 31 });
    await spoil(key);
    expect(await scrub()).toEqual({ read: 1, damaged: 1 });
    expect((await rowOf(id)).damagedAt).toBeNull();
    expect(await readFile(fileOf(key))).toEqual(await readFile(clip));
  });

  it("is not replaced by anything but the same bytes", async () => {
    const { id, key } = await keep({ daysAgo: 3, isRemembered: true, lookedAt: 31 });
    await db.file.update({ where: { id }, data: { sha256: randomBytes(32).toString("hex") } });
    const before = await readFile(fileOf(key));
    await scrub();
    expect((await rowOf(id)).damagedAt).not.toBeNull();
    expect(await readFile(fileOf(key))).toEqual(before);
  });

  it("is looked for again some hours later", async () => {
    const { id, key } = await keep({ daysAgo: 3, isRemembered: true, lookedAt: 31 });
    await getStorage().delete(key);
    clips.fates = ["forbidden"];
    await scrub();
    expect((await rowOf(id)).damagedAt).not.toBeNull();
    expect(await scrub()).toEqual({ read: 0, damaged: 0 });
    await db.file.update({ where: { id }, data: { checkedAt: new Date(Date.now() - DAY / 3) } });
    await scrub();
    expect((await rowOf(id)).damagedAt).toBeNull();
    expect(await readFile(fileOf(key))).toEqual(await readFile(clip));
  });

  it("is made again from the clip when it is a picture", async () => {
    const { owner } = await keep({ daysAgo: 1 });
    const poster = await makePoster(owner);
    const { id } = await makeFile(owner, "poster", {
      bytes: poster.bytes,
      sha256: poster.sha256,
      checkedAt: new Date(Date.now() - 50 * DAY),
    });
    await getStorage().delete(poster.key);
    await scrub();
    expect((await rowOf(id)).damagedAt).toBeNull();
    expect(await getStorage().stat(poster.key)).not.toBeNull();
  });

  it("is encoded again, and not taken as it lies there, when it is the copy that every browser plays", async () => {
    const { owner } = await keep({ daysAgo: 1 });
    const { key, bytes, sha256 } = await makePreview(owner);
    const made = await readFile(fileOf(key));
    const { id } = await makeFile(owner, "preview", { bytes, sha256, checkedAt: new Date(Date.now() - 50 * DAY) });
    await spoil(key, made.length - 1000);
    const spoiled = await readFile(fileOf(key));
    expect(await scrub()).toEqual({ read: 1, damaged: 1 });
    expect((await rowOf(id)).damagedAt).toBeNull();
    expect((await readFile(fileOf(key))).equals(spoiled)).toBe(false);
  });
});

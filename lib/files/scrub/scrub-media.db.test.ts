import { db, truncateAll } from "@/lib/testing/database";
import { randomBytes } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectionFor } from "@/lib/connections/connection";
import { makeClip, sampleFolder } from "@/lib/platform/ffmpeg/sample-files";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { mediaKey } from "@/lib/platform/storage/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { type ClipServer, startClipServer } from "@/lib/testing/clip-server";
import { makeGeneration } from "@/lib/testing/factories";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { makePoster } from "../file-pictures";
import { scrubMedia } from "./scrub-media";

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
const scrub = () => scrubMedia(new AbortController().signal, { bytesPerSecond: 1e9 });
const fileOf = (key: string) => path.join(getEnv().dataDir, ...key.split("/"));
const mediaOf = (id: string) => db.media.findUniqueOrThrow({ where: { id } });

/** A ready clip with its file; the provider still shows its task when told so. */
async function keep({ daysAgo = 40, isRemembered = false }: { daysAgo?: number; isRemembered?: boolean } = {}) {
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
  const media = await db.media.create({
    data: {
      id: newId(),
      teamId: generation.teamId,
      generationId: generation.id,
      kind: "video",
      storageKey: key,
      mimeType: "video/mp4",
      sizeBytes,
      sha256,
      createdAt,
    },
  });
  if (isRemembered) provider.tasks.push({ id: generation.providerTaskId!, status: "succeeded", content: { video_url: clips.url } });
  return { id: media.id, key, generation };
}

/** One other byte, in place, as a disk does it. */
async function spoil(key: string): Promise<void> {
  const bytes = await readFile(fileOf(key));
  bytes[1000] = bytes[1000]! ^ 1;
  await writeFile(fileOf(key), bytes);
}

describe("the daily look at a part of the library", () => {
  it("reads a thirtieth a day, oldest first, and no file twice before all were read", async () => {
    const kept = [];
    for (let number = 0; number < 31; number++) kept.push(await keep({ daysAgo: 100 - number }));
    expect(await scrub()).toEqual({ read: 2, damaged: 0 });
    expect(await scrub()).toEqual({ read: 0, damaged: 0 });
    const read = await db.media.findMany({ where: { checkedAt: { not: null } }, select: { id: true } });
    expect(read.map(({ id }) => id).sort()).toEqual([kept[0]!.id, kept[1]!.id].sort());
    await db.media.updateMany({ where: { checkedAt: { not: null } }, data: { checkedAt: new Date(Date.now() - 1.1 * DAY) } });
    await scrub();
    expect((await mediaOf(kept[2]!.id)).checkedAt).not.toBeNull();
  });

  it("reads no faster than it may", async () => {
    await keep();
    const { sizeBytes } = await db.media.findFirstOrThrow();
    const startedAt = performance.now();
    await scrubMedia(new AbortController().signal, { bytesPerSecond: Number(sizeBytes) * 2 });
    expect(performance.now() - startedAt).toBeGreaterThan(400);
  });

  it("finds one altered byte, and says so until the file is whole again", async () => {
    const { id, key } = await keep();
    await spoil(key);
    expect(await scrub()).toEqual({ read: 1, damaged: 1 });
    expect((await mediaOf(id)).damagedAt).not.toBeNull();
    await getStorage().put(key, await readFile(clip));
    await db.media.update({ where: { id }, data: { checkedAt: new Date(Date.now() - 2 * DAY) } });
    await scrub();
    expect((await mediaOf(id)).damagedAt).toBeNull();
  });

  it("finds a missing file", async () => {
    const { id, key } = await keep();
    await getStorage().delete(key);
    expect(await scrub()).toEqual({ read: 1, damaged: 1 });
    expect((await mediaOf(id)).damagedAt).not.toBeNull();
  });

  it("concludes nothing from a folder that is not the studio's own", async () => {
    const { id, key } = await keep();
    await db.instance.create({ data: { instanceId: newId() } });
    await getStorage().delete(key);
    expect(await scrub()).toEqual({ read: 0, damaged: 0 });
    expect(await mediaOf(id)).toMatchObject({ damagedAt: null, checkedAt: null });
    await mkdir(getEnv().dataDir, { recursive: true });
    await writeFile(path.join(getEnv().dataDir, "instance-id"), "x");
    expect(await scrub()).toEqual({ read: 1, damaged: 1 });
  });

  it("stops in the middle of a file, and begins with it again", async () => {
    const { id } = await keep();
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    await expect(scrubMedia(stop.signal, { bytesPerSecond: 100 })).rejects.toThrow();
    expect((await mediaOf(id)).checkedAt).toBeNull();
    expect(await scrub()).toEqual({ read: 1, damaged: 0 });
  });
});

describe("a damaged file", () => {
  it("is fetched again while the provider has it", async () => {
    const { id, key } = await keep({ daysAgo: 3, isRemembered: true });
    await spoil(key);
    expect(await scrub()).toEqual({ read: 1, damaged: 1 });
    expect((await mediaOf(id)).damagedAt).toBeNull();
    expect(await readFile(fileOf(key))).toEqual(await readFile(clip));
  });

  it("is not replaced by anything but the same bytes", async () => {
    const { id, key } = await keep({ daysAgo: 3, isRemembered: true });
    await db.media.update({ where: { id }, data: { sha256: randomBytes(32).toString("hex") } });
    const before = await readFile(fileOf(key));
    await scrub();
    expect((await mediaOf(id)).damagedAt).not.toBeNull();
    expect(await readFile(fileOf(key))).toEqual(before);
  });

  it("is looked for again some hours later", async () => {
    const { id, key } = await keep({ daysAgo: 3, isRemembered: true });
    await getStorage().delete(key);
    clips.fates = ["forbidden"];
    await scrub();
    expect((await mediaOf(id)).damagedAt).not.toBeNull();
    expect(await scrub()).toEqual({ read: 0, damaged: 0 });
    await db.media.update({ where: { id }, data: { checkedAt: new Date(Date.now() - DAY / 3) } });
    await scrub();
    expect((await mediaOf(id)).damagedAt).toBeNull();
    expect(await readFile(fileOf(key))).toEqual(await readFile(clip));
  });

  it("is made again from the clip when it is a picture", async () => {
    const { generation } = await keep({ daysAgo: 1 });
    const poster = await makePoster(generation);
    const { id } = await db.media.create({
      data: { id: newId(), teamId: generation.teamId, generationId: generation.id, ...poster, createdAt: new Date(Date.now() - 50 * DAY) },
    });
    await getStorage().delete(poster.storageKey);
    await scrub();
    expect((await mediaOf(id)).damagedAt).toBeNull();
    expect(await getStorage().stat(poster.storageKey)).not.toBeNull();
  });
});

import { db, truncateAll } from "@/lib/testing/database";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectionFor } from "@/lib/connections/connection";
import { archiveOutput } from "@/lib/generations/keeping/archive-output";
import { attendUnclaimed } from "@/lib/generations/searching/tray/attend-unclaimed";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { makeClip, sampleFolder } from "@/lib/testing/sample-files";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { type ClipServer, startClipServer } from "@/lib/testing/clip-server";
import { makeFile, makeGeneration } from "@/lib/testing/factories";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { keyOf } from "./keys";
import { scrubFiles } from "./scrub/scrub-files";

const DAY = 86_400_000;
let bytes: Buffer;
let clips: ClipServer;
let provider: TaskListServer;
let account: string;

beforeAll(async () => {
  const clip = await makeClip(await sampleFolder(), "clip.mp4", { seconds: 5 });
  bytes = await readFile(clip);
  clips = await startClipServer(clip);
  provider = await startTaskListServer();
  process.env.EMULATOR_URL = provider.origin;
  forgetEnv();
  account = (await connectionFor(null)).account;
});
afterAll(() => Promise.all([clips.stop(), provider.stop()]));
beforeEach(async () => {
  await truncateAll();
  Object.assign(clips, { ranges: [], keys: [], fates: [] });
  Object.assign(provider, { tasks: [], paths: [], content: clips.url });
});

const own = (id = "cgt-1") => `${provider.origin}/v1/videos/${id}/content`;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);

/** A paid clip that waits to be saved, and its task as the provider shows it. */
async function paid(row: Parameters<typeof makeGeneration>[0], task: Record<string, unknown> | null = {}) {
  const common = {
    status: "saving",
    providerAccount: account,
    providerTaskId: "cgt-1",
    durationSeconds: 5,
    succeededAt: new Date(),
  } as const;
  if (task) provider.tasks = [{ id: "cgt-1", status: "succeeded", ...task }];
  return (await makeGeneration({ ...common, apiStyle: "native", ...row })).id;
}
async function saved(id: string) {
  await archiveOutput(id);
  return db.generation.findUniqueOrThrow({ where: { id }, include: { files: true } });
}
const contentCalls = () => provider.paths.filter((one) => one.endsWith("/content")).length;

describe("a paid clip", () => {
  it.each([
    ["openai", "is the API's own, as version 0.2.0 wrote it down", { resultUrl: "own" }, { metadata: { url: "own" } }],
    ["native", "is the API's own, as version 0.2.0 wrote it down", { resultUrl: "own" }, { content: { video_url: "own" } }],
    ["openai", "is not there", { resultUrl: null }, {}],
    ["native", "is not there", { resultUrl: null }, {}],
    ["openai", "is not there, and the record is over", { resultUrl: null }, null],
  ] as const)("(%s) whose link %s is fetched with the key, which goes nowhere else", async (apiStyle, _, row, task) => {
    const spell = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll('"own"', `"${own()}"`)) as Record<string, unknown>;
    const id = await paid({ apiStyle, ...(spell(row) as { resultUrl: string | null }) }, task && spell(task));
    expect((await saved(id)).status).toBe("ready");
    expect(contentCalls()).toBe(1);
    // The redirect leads to another origin, and the key stays behind.
    expect(clips.keys).toEqual([null]);
  });

  it("goes on where the line broke, through the API's own address as well", async () => {
    clips.fates = ["break"];
    expect((await saved(await paid({ apiStyle: "openai", resultUrl: null }))).status).toBe("ready");
    expect(clips.ranges).toEqual([null, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
  });

  it("is fetched with the key when its link is turned away twice, and not before", async () => {
    clips.fates = ["forbidden", "forbidden"];
    const id = await paid({ resultUrl: clips.url }, { content: { video_url: clips.url } });
    expect(await saved(id)).toMatchObject({ status: "saving", failures: 1 });
    expect(contentCalls()).toBe(0);
    expect((await saved(id)).status).toBe("ready");
    expect(contentCalls()).toBe(1);
    expect(clips.keys.every((key) => key === null)).toBe(true);
  });

  it("whose last frame's link is the API's own has the last frame of its own clip", async () => {
    const id = await paid({ resultUrl: clips.url, lastFrameUrl: own(), returnLastFrame: true }, { content: { last_frame_url: own() } });
    expect((await saved(id)).files.map(({ variant }) => variant).sort()).toEqual(["lastFrame", "poster", "video"]);
    expect(contentCalls()).toBe(0);
  });

  it("is not given up before day 14 where its link says nothing of an end, and then is", async () => {
    clips.fates = ["forbidden", "forbidden"];
    provider.content = null;
    const times = { createdAt: ago(13 * DAY), sentAt: ago(13 * DAY), succeededAt: ago(13 * DAY) };
    const id = await paid({ resultUrl: clips.url, failures: 3, ...times, resultExpiresAt: ago(12 * DAY) }, null);
    expect((await saved(id)).status).toBe("saving");
    // The link of version 0.2.0 was believed dead after a day; it is still the way to the file.
    expect((await saved(id)).status).toBe("saving");
    expect((await saved(id)).status).toBe("ready");
  });

  it("is given up when day 14 is over and its record as well", async () => {
    provider.content = null;
    const times = { createdAt: ago(15 * DAY), sentAt: ago(15 * DAY), succeededAt: ago(15 * DAY) };
    const id = await paid({ resultUrl: clips.url, failures: 3, ...times }, null);
    expect((await saved(id)).status).toBe("expired");
  });
});

describe("the same way leads", () => {
  it("a task of the tray to its file", async () => {
    provider.tasks = [{ id: "cgt-1", status: "succeeded" }];
    const { id } = await db.unclaimedTask.create({
      data: {
        id: newId(),
        providerAccount: account,
        providerTaskId: "cgt-1",
        status: "saving",
        facts: {},
        resultUrl: own(),
        nextActionAt: ago(1),
      },
    });
    await attendUnclaimed(id);
    expect(await db.unclaimedTask.findUniqueOrThrow({ where: { id }, include: { files: true } })).toMatchObject({
      status: "saved",
      files: [{ variant: "video", bytes: BigInt(bytes.length) }],
    });
    expect(contentCalls()).toBe(1);
  });

  it("a damaged clip back to its bytes", async () => {
    const generation = await makeGeneration({ status: "ready", providerAccount: account, providerTaskId: "cgt-1", apiStyle: "openai" });
    provider.tasks = [{ id: "cgt-1", status: "completed", metadata: { url: own() } }];
    const owner = { teamId: generation.teamId, generationId: generation.id };
    const { sizeBytes, sha256 } = await getStorage().put(keyOf(owner, "video"), bytes);
    const { id, key } = await makeFile(owner, "video", { bytes: sizeBytes, sha256, checkedAt: ago(31 * DAY) });
    const file = path.join(getEnv().dataDir, ...key.split("/"));
    await writeFile(file, Buffer.alloc(sizeBytes));
    expect(await scrubFiles(new AbortController().signal, { bytesPerSecond: 1e9 })).toEqual({ read: 1, damaged: 1 });
    expect((await db.file.findUniqueOrThrow({ where: { id } })).damagedAt).toBeNull();
    expect((await readFile(file)).equals(bytes)).toBe(true);
    expect(contentCalls()).toBe(1);
  });
});

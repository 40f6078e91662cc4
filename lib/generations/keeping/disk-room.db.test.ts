import { db, truncateAll } from "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetEnv } from "@/lib/platform/env";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { expectedBytes } from "./disk-room";
import { sendToProvider } from "../sending/send";
import { submitGeneration } from "../asking/submit";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";

const DRAFT: DraftPart = {
  mode: "text",
  model: "seedance-2.0",
  prompt: "A paper boat",
  resolution: "720p",
  ratio: "16:9",
  durationSeconds: 5,
  seed: null,
  sound: true,
  watermark: false,
  returnLastFrame: false,
  inputs: [],
};
const CLIP = expectedBytes("720p", 5);
const SOFT = 5 * 1024 ** 3;
const HARD = 1024 ** 3;

let provider: TaskListServer;
beforeAll(async () => {
  provider = await startTaskListServer();
  process.env.EMULATOR_URL = provider.origin;
  forgetEnv();
});
afterAll(() => provider.stop());
beforeEach(async () => {
  vi.restoreAllMocks();
  await truncateAll();
  provider.posts = 0;
});

const withFree = (freeBytes: number, ok = true) => vi.spyOn(getStorage(), "check").mockResolvedValue({ ok, freeBytes, totalBytes: 250e9 });

describe("room on the disk", () => {
  it("for one clip is promised once, however many ask for it at the same moment, of whichever team", async () => {
    withFree(SOFT + 1.5 * CLIP);
    const press = async () => {
      const actor = await makeMember();
      const projectId = (await makeProject({ teamId: actor.teamId })).id;
      return submitGeneration(actor, { projectId, id: newId(), draft: makeDraft(DRAFT) });
    };
    const results = await Promise.allSettled([press(), press(), press(), press()]);
    const refusals = results.flatMap((result) => (result.status === "rejected" ? [(result.reason as { code: string }).code] : []));
    expect(refusals).toEqual(["storage-full", "storage-full", "storage-full"]);
    expect(await db.generation.count()).toBe(1);
  });

  it("that somebody else has filled since keeps what waits from being paid for", async () => {
    const row = await makeGeneration({ resolution: "720p", durationSeconds: 5 });
    const check = withFree(HARD - 1);
    await sendToProvider(row.id);
    expect(await db.generation.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({ status: "waiting", waitingFor: "disk" });
    expect(provider.posts).toBe(0);
    check.mockRestore();
    withFree(SOFT);
    await sendToProvider(row.id);
    expect(provider.posts).toBe(1);
  });

  it("is none where nothing can be written", async () => {
    withFree(200e9, false);
    const row = await makeGeneration();
    await sendToProvider(row.id);
    expect(provider.posts).toBe(0);
  });
});

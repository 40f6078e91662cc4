import { db, truncateAll } from "@/lib/testing/database";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { connectionFor } from "@/lib/connections/connection";
import { makeClip, sampleFolder } from "@/lib/testing/sample-files";
import { forgetEnv } from "@/lib/platform/env";
import { getStorage } from "@/lib/platform/storage/storage";
import { type ClipServer, startClipServer } from "@/lib/testing/clip-server";
import { makeGeneration } from "@/lib/testing/factories";
import { startTaskListServer, type TaskListServer } from "@/lib/testing/task-list-server";
import { archiveOutput } from "./archive-output";

let clip: string;
let shortClip: string;
let clips: ClipServer;
let provider: TaskListServer;
let account: string;

beforeAll(async () => {
  const folder = await sampleFolder();
  clip = await makeClip(folder, "clip.mp4", { seconds: 5 });
  shortClip = await makeClip(folder, "short.mp4", { seconds: 2 });
  clips = await startClipServer(clip);
  provider = await startTaskListServer();
  process.env.EMULATOR_URL = provider.origin;
  forgetEnv();
  account = (await connectionFor(null)).account;
});
afterAll(() => Promise.all([clips.stop(), provider.stop()]));
beforeEach(async () => {
  vi.restoreAllMocks();
  await truncateAll();
  await clips.serve(clip);
  clips.ranges = [];
  clips.fates = [];
  provider.tasks = [];
});

/** A clip of five seconds that the provider has finished. */
async function finished() {
  const row = await makeGeneration({
    status: "saving",
    providerAccount: account,
    providerTaskId: "cgt-1",
    apiStyle: "native",
    durationSeconds: 5,
    resultUrl: clips.url,
    succeededAt: new Date(),
  });
  provider.tasks = [{ id: "cgt-1", status: "succeeded", content: { video_url: clips.url } }];
  return row.id;
}
const rowOf = (id: string) => db.generation.findUniqueOrThrow({ where: { id }, include: { files: { where: { variant: "video" } } } });
const hashOf = async (file: string) =>
  createHash("sha256")
    .update(await readFile(file))
    .digest("hex");

describe("saving a finished clip", () => {
  it("goes on where the line broke, and keeps the very bytes", async () => {
    clips.fates = ["break", "break"];
    const id = await finished();
    await archiveOutput(id);
    const row = await rowOf(id);
    expect(row.status).toBe("ready");
    expect(row.files[0]!.sha256).toBe(await hashOf(clip));
    expect(clips.ranges[0]).toBeNull();
    expect(clips.ranges.slice(1, 3).every((range) => /^bytes=[1-9]\d*-$/.test(range ?? ""))).toBe(true);
  });

  it("keeps a clip whose team and project were deleted meanwhile: it was paid for, and both can come back", async () => {
    const id = await finished();
    const { teamId, projectId } = await rowOf(id);
    const deletedAt = new Date();
    await db.team.update({ where: { id: teamId }, data: { deletedAt } });
    await db.project.update({ where: { id: projectId }, data: { deletedAt } });
    await archiveOutput(id);
    const row = await rowOf(id);
    expect([row.status, row.deletedAt, row.files[0]!.sha256, row.files[0]!.trashedAt]).toEqual(["ready", null, await hashOf(clip), null]);
  });

  it("keeps a clip though nobody can be told of it", async () => {
    const id = await finished();
    await db.$executeRaw`ALTER TABLE notifications ADD CONSTRAINT nobody CHECK (false) NOT VALID`;
    try {
      await archiveOutput(id);
    } finally {
      await db.$executeRaw`ALTER TABLE notifications DROP CONSTRAINT nobody`;
    }
    const row = await rowOf(id);
    expect([row.status, row.files[0]!.sha256, await db.notification.count()]).toEqual(["ready", await hashOf(clip), 0]);
  });

  it("waits for room, without counting that as a failure, and goes on when there is some", async () => {
    const id = await finished();
    const check = vi.spyOn(getStorage(), "check").mockResolvedValue({ ok: true, freeBytes: 1_000_000, totalBytes: 200e9 });
    await archiveOutput(id);
    expect(await rowOf(id)).toMatchObject({ status: "saving", waitingFor: "disk", failures: 0, leaseToken: null });
    expect(clips.ranges).toEqual([]);
    check.mockRestore();
    await archiveOutput(id);
    expect((await rowOf(id)).status).toBe("ready");
  });

  it("gives the clip back at once when its process is told to stop", async () => {
    clips.fates = ["hang"];
    const id = await finished();
    const stop = new AbortController();
    const saving = archiveOutput(id, stop.signal);
    await vi.waitFor(() => expect(clips.ranges).toHaveLength(1));
    stop.abort();
    await saving;
    const row = await rowOf(id);
    expect(row).toMatchObject({ status: "saving", failures: 0, leaseToken: null });
    expect(row.nextActionAt!.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
    await archiveOutput(id);
    expect((await rowOf(id)).status).toBe("ready");
  });

  it("goes back to the link that it has when the provider has no other: it may outlive the record", async () => {
    const id = await finished();
    await db.generation.update({ where: { id }, data: { failures: 1, resultExpiresAt: new Date(Date.now() + 86_400_000) } });
    provider.tasks = [];
    // Whether it lives is for the database's clock to say.
    const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 30 * 86_400_000);
    await archiveOutput(id).finally(() => clock.mockRestore());
    expect((await rowOf(id)).status).toBe("ready");
  });

  it("fetches a clip of the wrong length three times, and then believes it", async () => {
    await clips.serve(shortClip);
    const id = await finished();
    for (const failures of [1, 2]) {
      await archiveOutput(id);
      expect(await rowOf(id)).toMatchObject({ status: "saving", failures });
    }
    await archiveOutput(id);
    const row = await rowOf(id);
    expect(row.status).toBe("ready");
    expect(row.files[0]!.sha256).toBe(await hashOf(shortClip));
  });
});

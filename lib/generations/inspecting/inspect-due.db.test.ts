import { readFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { keyOf } from "@/lib/files/keys";
import { countFailedJobs } from "@/lib/platform/jobs/list-jobs";
import * as runner from "@/lib/platform/ffmpeg/run-ffmpeg";
import { getStorage } from "@/lib/platform/storage/storage";
import { db, truncateAll } from "@/lib/testing/database";
import { makeFile, makeGeneration, makeMember } from "@/lib/testing/factories";
import { sampleFolder } from "@/lib/testing/sample-files";
import { makePictures } from "../keeping/make-pictures";
import { readFind } from "../find/find";
import { getClip, listGenerations, readChanged } from "../queries";
import { dismissFindings } from "./dismiss-findings";
import { inspectDue } from "./inspect-due";

const never = new AbortController().signal;
let black: string;
let actor: Actor;

beforeAll(async () => {
  black = path.join(await sampleFolder(), "black.mp4");
  await runner.runFfmpeg(
    [
      ...["-f", "lavfi", "-i", "color=black:s=320x180:r=24:d=1", "-f", "lavfi", "-i", "sine=frequency=440:duration=1"],
      ...["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-y", black],
    ],
    { timeoutMs: 60_000 },
  );
});
beforeEach(async () => {
  vi.restoreAllMocks();
  await truncateAll();
  actor = await makeMember("creator");
});

/** A ready clip of a second, black and with sound, unless its bytes are others. */
async function ready({ bytes }: { bytes?: string } = {}): Promise<string> {
  const { id, teamId } = await makeGeneration({
    ...{ teamId: actor.teamId, status: "ready", finishedAt: new Date(), resolution: "480p", ratio: "adaptive", durationSeconds: 1 },
  });
  const owner = { teamId, generationId: id };
  await getStorage().put(keyOf(owner, "video"), bytes === undefined ? await readFile(black) : Buffer.from(bytes));
  const facts = { videoCodec: "avc", audioCodec: "aac", codecs: "avc1.64000c, mp4a.40.2", framesPerSecond: 24 };
  await makeFile(owner, "video", { width: 320, height: 180, durationMs: 1_000, facts });
  await db.clipCheck.create({ data: { generationId: id, nextAt: new Date(Date.now() - 1_000) } });
  return id;
}
const checkOf = (id: string) => db.clipCheck.findUniqueOrThrow({ where: { generationId: id } });
const due = (id: string) => db.clipCheck.update({ where: { generationId: id }, data: { nextAt: new Date(0) } });
const cardOf = async (id: string) => (await readChanged(actor.teamId, [id]))[0]!.card!;

describe("a clip that is ready", () => {
  it("is looked through once, and its card and its page tell what was found", async () => {
    const id = await ready();
    const { revision } = await cardOf(id);
    expect((await getClip(actor, id)).check).toEqual({ state: "waiting", findings: [], isDismissed: false, peaks: null });
    await inspectDue(never);
    const card = await cardOf(id);
    expect(card.findings).toEqual(["black"]);
    expect(card.revision).toBeGreaterThan(revision);
    const { check } = await getClip(actor, id);
    expect(check).toMatchObject({ state: "done", isDismissed: false, findings: [{ kind: "black", spans: [[0, 958]] }] });
    expect(Buffer.from(check!.peaks!, "base64").length).toBeGreaterThan(50);

    const run = vi.spyOn(runner, "runFfmpeg");
    await inspectDue(never);
    expect(run).not.toHaveBeenCalled();
    expect((await checkOf(id)).tries).toBe(1);
  });

  it("has a row from the round that makes its pictures, which changes none that is there", async () => {
    const id = await ready();
    await inspectDue(never);
    const before = await checkOf(id);
    await makePictures(id);
    expect(await checkOf(id)).toEqual(before);
    await db.clipCheck.delete({ where: { generationId: id } });
    await makePictures(id);
    expect((await checkOf(id)).nextAt).not.toBeNull();
  });

  it("comes before older ones", async () => {
    const [old, fresh] = [await ready(), await ready()];
    await due(old);
    await inspectDue(never);
    expect([(await checkOf(old)).checkedAt, (await checkOf(fresh)).checkedAt]).toEqual([null, expect.any(Date)]);
  });

  it("is fine as it is once somebody says so, until they say otherwise", async () => {
    const id = await ready();
    await inspectDue(never);
    const [card] = await dismissFindings(actor, { id, isDismissed: true });
    expect(card!.findings).toBeUndefined();
    expect((await getClip(actor, id)).check).toMatchObject({ isDismissed: true, findings: [{ kind: "black" }] });
    expect((await dismissFindings(actor, { id, isDismissed: false }))[0]!.findings).toEqual(["black"]);
    await expect(dismissFindings(await makeMember("owner"), { id, isDismissed: true })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a clip in which something was found", () => {
  const looked = async (...kinds: string[]) => {
    const lists = [];
    for (const findings of kinds) lists.push(await listGenerations(actor, { projectId: await projectId(), find: readFind({ findings }) }));
    return lists.map(({ items }) => items.map(({ id }) => id));
  };
  const projectId = async () => (await db.project.findFirstOrThrow({ where: { teamId: actor.teamId } })).id;

  it("is looked for by that, until it is fine as it is", async () => {
    const id = await ready();
    expect(await looked("any")).toEqual([[]]);
    await inspectDue(never);
    expect(await looked("any", "black", "silent")).toEqual([[id], [id], []]);
    await dismissFindings(actor, { id, isDismissed: true });
    expect(await looked("any", "black")).toEqual([[], []]);
    await dismissFindings(actor, { id, isDismissed: false });
    expect(await looked("any", "black")).toEqual([[id], [id]]);
  });

  it("is found as well where its row comes back from a backup, and where the list says what no version of ours knows", async () => {
    const id = await ready();
    await db.clipCheck.delete({ where: { generationId: id } });
    await db.clipCheck.create({
      data: { generationId: id, findings: [{ kind: "black", spans: [] }, { kind: null }, "odd", { kind: "x".repeat(5_000) }] },
    });
    expect(await looked("any", "black", "frozen")).toEqual([[id], [id], []]);
    await db.clipCheck.update({ where: { generationId: id }, data: { findings: "odd" } });
    expect(await looked("any", "black")).toEqual([[], []]);
  });

  it("keeps what is said of it at the same moment", async () => {
    const id = await ready();
    await Promise.all([inspectDue(never), db.generation.update({ where: { id }, data: { rating: 4 } })]);
    const { items } = await listGenerations(actor, { projectId: await projectId(), find: { findings: "any", rating: 4 } });
    expect(items.map((card) => card.id)).toEqual([id]);
  });
});

describe("what cannot be looked through", () => {
  it("is tried three times, and then left alone without an alarm", async () => {
    const id = await ready({ bytes: "no clip at all" });
    for (let tries = 1; tries <= 3; tries++) {
      await due(id);
      await inspectDue(never);
      expect((await checkOf(id)).tries).toBe(tries);
    }
    expect(await checkOf(id)).toMatchObject({ nextAt: null, checkedAt: null, findings: [] });
    expect((await getClip(actor, id)).check).toEqual({ state: "failed", findings: [], isDismissed: false, peaks: null });
    expect((await db.generation.findUniqueOrThrow({ where: { id } })).status).toBe("ready");
    expect(await countFailedJobs(db)).toEqual([]);
    expect(await db.alarm.count()).toBe(0);
  });

  it("is also given up where it took each worker down with it", async () => {
    const id = await ready();
    // Three that began and never came back.
    await db.clipCheck.update({ where: { generationId: id }, data: { tries: 3 } });
    await inspectDue(never);
    expect(await checkOf(id)).toMatchObject({ nextAt: null, checkedAt: null });
  });

  it("waits, uncounted, where the worker stops or the machine has no ffmpeg", async () => {
    const id = await ready();
    await inspectDue(AbortSignal.abort());
    expect(await checkOf(id)).toMatchObject({ tries: 0, checkedAt: null });
    vi.spyOn(getStorage(), "withLocalFile").mockRejectedValueOnce(new runner.FfmpegError("missing"));
    await inspectDue(never);
    const { tries, nextAt } = await checkOf(id);
    expect(tries).toBe(0);
    expect(nextAt!.getTime()).toBeGreaterThan(Date.now() + 60_000);
    await due(id);
    await inspectDue(never);
    expect((await cardOf(id)).findings).toEqual(["black"]);
  });

  it("waits, uncounted, while the place of the files is away", async () => {
    const id = await ready();
    vi.spyOn(getStorage(), "withLocalFile").mockRejectedValue(new Error("connect ECONNREFUSED"));
    vi.spyOn(getStorage(), "check").mockResolvedValue({ ok: false, freeBytes: null, totalBytes: null });
    for (let round = 1; round <= 4; round++) {
      await due(id);
      await inspectDue(never);
    }
    vi.restoreAllMocks();
    await due(id);
    await inspectDue(never);
    expect((await cardOf(id)).findings).toEqual(["black"]);
  });

  it("is not told of by whoever comes back after somebody else took it up", async () => {
    const id = await ready();
    vi.spyOn(getStorage(), "withLocalFile").mockImplementationOnce(async () => {
      await db.clipCheck.update({ where: { generationId: id }, data: { tries: 2 } });
      return { black: [[0, 1_000]], frozen: [], silent: [], cutsMs: [], clipped: [], peaks: null } as never;
    });
    await inspectDue(never);
    expect(await checkOf(id)).toMatchObject({ tries: 2, checkedAt: null, findings: [] });
  });
});

import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { connectionFor } from "@/lib/connections/connection";
import { keyOf } from "@/lib/files/keys";
import { makePreview } from "@/lib/files/make-preview";
import { healFile } from "@/lib/files/scrub/heal-file";
import { forgetEnv } from "@/lib/platform/env";
import { probeMedia } from "@/lib/platform/ffmpeg/probe";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { makeClip, sampleFolder } from "@/lib/testing/sample-files";
import { getStorage } from "@/lib/platform/storage/storage";
import { type ClipServer, startClipServer } from "@/lib/testing/clip-server";
import { db, truncateAll } from "@/lib/testing/database";
import { makeGeneration } from "@/lib/testing/factories";
import { makePicturesJob } from "../jobs";
import { readChanged } from "../queries";
import { archiveOutput } from "./archive-output";
import { makePictures } from "./make-pictures";
import { sweepPictures } from "./sweep-pictures";

/** A second of 10-bit H.265 with sound, as 4k clips come. */
const TEN_BIT = "lib/testing/fixtures/ten-bit.mp4";

let clips: ClipServer;
let plain: string;
let account: string;
let folder: string;

beforeAll(async () => {
  folder = await sampleFolder();
  plain = await makeClip(folder, "plain.mp4", { seconds: 1 });
  clips = await startClipServer(TEN_BIT);
  process.env.EMULATOR_URL = new URL(clips.url).origin;
  forgetEnv();
  account = (await connectionFor(null)).account;
});
afterAll(() => clips.stop());
beforeEach(async () => {
  vi.restoreAllMocks();
  await truncateAll();
  await clips.serve(TEN_BIT);
});

/** A clip that was paid for and saved. */
async function saved() {
  const row = await makeGeneration({
    ...{ status: "saving", providerAccount: account, providerTaskId: "cgt-1", apiStyle: "native" },
    ...{ durationSeconds: 1, resultUrl: clips.url, succeededAt: new Date() },
  });
  await archiveOutput(row.id);
  return { id: row.id, teamId: row.teamId, owner: { teamId: row.teamId, generationId: row.id } };
}
const filesOf = async (generationId: string) =>
  Object.fromEntries((await db.file.findMany({ where: { generationId } })).map((file) => [file.variant, file]));
const cardOf = async (teamId: string, id: string) => (await readChanged(teamId, [id]))[0]?.card;
const rung = (id: string) => db.$queryRaw`
  SELECT 1 FROM pgboss.job WHERE name = ${makePicturesJob.name} AND data ->> 'generationId' = ${id}`;

describe("the copy that every browser plays", () => {
  it("is made after a 10-bit clip is ready: 8-bit H.264 with its sound, index in front, and the paid file untouched", async () => {
    const { id, owner } = await saved();
    expect((await db.generation.findUniqueOrThrow({ where: { id } })).status).toBe("ready");
    expect(Object.keys(await filesOf(id)).sort()).toEqual(["poster", "video"]);
    expect(await rung(id)).toHaveLength(1);

    await makePictures(id);
    const { video, preview } = await filesOf(id);
    expect(video).toMatchObject({ isDerived: false, facts: { videoCodec: "hevc", codecs: "hvc1.2.4.L60.90, mp4a.40.2" } });
    expect(preview).toMatchObject({ isDerived: true, mime: "video/mp4", width: 384, height: 216, damagedAt: null, trashedAt: null });
    await getStorage().withLocalFile(keyOf(owner, "preview"), async (file) => {
      // avc1.64…: the High profile, which has eight bits and 4:2:0 only.
      expect(await probeMedia(file)).toMatchObject({ videoCodec: "avc", audioCodec: "aac", codecs: expect.stringMatching(/^avc1\.64/) });
      const bytes = await readFile(file);
      expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
      expect(BigInt(bytes.length)).toBe(preview!.bytes);
    });
    expect(await getStorage().withLocalFile(keyOf(owner, "video"), (file) => readFile(file))).toEqual(await readFile(TEN_BIT));
  });

  it("is told to open pages, and is named on the card with what the original needs", async () => {
    const { id, teamId } = await saved();
    const before = await cardOf(teamId, id);
    expect(before?.video?.demanding).toEqual({ codecs: "hvc1.2.4.L60.90, mp4a.40.2", hasCopy: false });
    await makePictures(id);
    const after = await cardOf(teamId, id);
    expect(after?.video?.demanding?.hasCopy).toBe(true);
    expect(after!.revision).toBeGreaterThan(before!.revision);
  });

  it("is not made of a clip that every browser plays", async () => {
    await clips.serve(plain);
    const { id, teamId } = await saved();
    await makePictures(id);
    expect(Object.keys(await filesOf(id)).sort()).toEqual(["poster", "sprite", "video"]);
    expect((await cardOf(teamId, id))?.video?.demanding).toBeUndefined();
    expect(await sweepPictures()).toBe(0);
  });

  it("is made by the next round where it was cut short, and not twice where only its row was lost", async () => {
    const { id, owner } = await saved();
    await expect(makePictures(id, AbortSignal.abort(new Error("the worker stops")))).rejects.toThrow();
    expect((await filesOf(id)).preview).toBeUndefined();
    expect(await sweepPictures()).toBe(1);

    const made = await makePreview(owner);
    const put = vi.spyOn(getStorage(), "put");
    await makePictures(id);
    expect(put.mock.calls.map(([key]) => key)).not.toContain(keyOf(owner, "preview"));
    expect((await filesOf(id)).preview).toMatchObject({ sha256: made.sha256 });
    expect(await sweepPictures()).toBe(0);
  });

  it("has a small copy beside it for cards to play, where the clip is larger than one, made again where it is damaged", async () => {
    const file = path.join(folder, "large.mp4");
    await runFfmpeg(
      [
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=1280x720:r=24:d=1",
        "-f",
        "lavfi",
        "-i",
        "sine=d=1",
        "-pix_fmt",
        "yuv420p",
        "-b:v",
        "4M",
        "-y",
        file,
      ],
      { timeoutMs: 60_000 },
    );
    await clips.serve(file);
    const { id, teamId, owner } = await saved();
    expect(await sweepPictures()).toBe(1);
    await makePictures(id);
    const { proxy, video } = await filesOf(id);
    expect(proxy).toMatchObject({ isDerived: true, width: 480, height: 270, facts: { videoCodec: "avc", audioCodec: null } });
    expect(Number(proxy!.bytes)).toBeLessThan(Number(video!.bytes) / 4);
    expect((await cardOf(teamId, id))?.video).toMatchObject({ hasProxy: true, hasSprite: true });
    expect(await sweepPictures()).toBe(0);
    await getStorage().delete(keyOf(owner, "proxy"));
    const row = await db.file.findUniqueOrThrow({ where: { id: proxy!.id }, include: { generation: true, asset: true, unclaimed: true } });
    expect(await healFile(row, new AbortController().signal)).toMatchObject({ variant: "proxy", width: 480 });
  });

  it("is made also where the strip of frames cannot be", async () => {
    const { id, owner } = await saved();
    const storage = getStorage();
    const put = storage.put.bind(storage);
    vi.spyOn(storage, "put").mockImplementation((key, ...given) =>
      key === keyOf(owner, "sprite") ? Promise.reject(new Error("no strip today")) : put(key, ...given),
    );
    await makePictures(id);
    expect(Object.keys(await filesOf(id)).sort()).toEqual(["poster", "preview", "video"]);
  });

  it("takes no room that paid clips are promised, and comes when there is some", async () => {
    const { id } = await saved();
    const check = vi.spyOn(getStorage(), "check").mockResolvedValue({ ok: true, freeBytes: 1_000_000, totalBytes: 200e9 });
    await expect(makePictures(id)).rejects.toMatchObject({ code: "storage-full" });
    expect((await db.generation.findUniqueOrThrow({ where: { id } })).status).toBe("ready");
    check.mockRestore();
    await makePictures(id);
    expect((await filesOf(id)).preview).toBeDefined();
  });

  it("goes into the trash with a clip that was deleted while it was made", async () => {
    const { id } = await saved();
    const deletedAt = new Date();
    vi.spyOn(getStorage(), "put").mockImplementationOnce(async (key, source, options) => {
      await db.generation.update({ where: { id }, data: { deletedAt } });
      vi.restoreAllMocks();
      return getStorage().put(key, source, options);
    });
    await makePictures(id);
    expect((await filesOf(id)).preview).toMatchObject({ trashedAt: deletedAt });
  });
});

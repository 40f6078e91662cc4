import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { keyOf } from "@/lib/files/keys";
import { grabFrameNumber } from "@/lib/platform/ffmpeg/frames";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { getStorage } from "@/lib/platform/storage/storage";
import { db, truncateAll } from "@/lib/testing/database";
import { makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { sampleFolder } from "@/lib/testing/sample-files";
import { clipAsInput } from "./clip-as-input";

const FRAMES = 49;
/** A second of 10-bit H.265, as 4k clips come. */
const TEN_BIT = "lib/testing/fixtures/ten-bit.mp4";

/** Every frame is another picture; frames that look ahead and key frames in between; the sound runs on behind the last picture. */
let clip: string;
let actor: Actor;
let id: string;

beforeAll(async () => {
  clip = path.join(await sampleFolder(), "clip.mp4");
  await runFfmpeg(
    [
      ...[
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=864x496:r=24",
        "-f",
        "lavfi",
        "-i",
        "sine=frequency=440:duration=2.15",
        "-frames:v",
        String(FRAMES),
      ],
      ...["-c:v", "libx264", "-bf", "3", "-g", "20", "-pix_fmt", "yuv420p", "-c:a", "aac", "-y", clip],
    ],
    { timeoutMs: 60_000 },
  );
}, 60_000);

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember();
  const project = await makeProject({ teamId: actor.teamId, name: "Harbour film" });
  const made = { status: "ready", prompt: "A boat leaves", durationSeconds: 2, resolution: "480p" } as const;
  id = (await makeGeneration({ teamId: actor.teamId, projectId: project.id, createdById: actor.userId, ...made })).id;
  await keep(clip, 2150);
});

const owner = () => ({ teamId: actor.teamId, generationId: id });

async function keep(file: string, durationMs: number): Promise<void> {
  const { sizeBytes, sha256 } = await getStorage().put(keyOf(owner(), "video"), await readFile(file));
  const facts = { framesPerSecond: 24, videoCodec: "avc", audioCodec: "aac", codecs: null };
  await db.file.deleteMany({ where: { generationId: id } });
  await makeFile(owner(), "video", { bytes: sizeBytes, sha256, width: 864, height: 496, durationMs, facts });
}

/** What ffmpeg itself calls the frame with this number, decoded from the beginning. */
async function frameNumber(file: string, number: number): Promise<Buffer> {
  const args = ["-i", file, "-vf", `select=eq(n\\,${number})`, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"];
  return (await runFfmpeg(args, { timeoutMs: 60_000 })).stdout;
}

const pixelsOf = (assetId: string): Promise<Buffer> =>
  getStorage().withLocalFile(keyOf({ teamId: actor.teamId, assetId }, "original"), (file) => sharp(file).removeAlpha().raw().toBuffer());

describe("a frame of a clip", () => {
  it("is that very frame, to the pixel: the first, and those around a key frame and before the end", async () => {
    for (const frame of [0, 20, 21, FRAMES - 2]) {
      const asset = await clipAsInput(actor, { id, part: frame });
      expect(asset).toMatchObject({ kind: "image", status: "ready", mimeType: "image/png", width: 864, height: 496 });
      expect((await pixelsOf(asset.id)).equals(await frameNumber(clip, frame)), `frame ${frame}`).toBe(true);
    }
    expect(await db.asset.count()).toBe(4);
  });

  it("behind the end, where only sound is left, is the last one; and so is the last", async () => {
    const [last, behind] = [await clipAsInput(actor, { id, part: "last" }), await clipAsInput(actor, { id, part: 51 })];
    expect((await pixelsOf(last.id)).equals(await frameNumber(clip, FRAMES - 1))).toBe(true);
    expect(behind.id).toBe(last.id);
  });

  it("has a name that says which, knows where it is from, and is kept once however often it is taken", async () => {
    const first = await clipAsInput(actor, { id, part: 37 });
    expect(first.name).toBe(`Harbour-film_A-boat-leaves_480p_2s_${id.slice(-8)}_frame-37.png`);
    expect(await db.asset.findUnique({ where: { id: first.id } })).toMatchObject({ fromGenerationId: id, fromFrame: 37 });
    const again = await Promise.all([clipAsInput(actor, { id, part: 37 }), clipAsInput(actor, { id, part: 37 })]);
    expect(again.map((asset) => asset.id)).toEqual([first.id, first.id]);
    expect(await db.asset.count()).toBe(1);
  });

  it("of ten bits has eight, as every browser and the provider take it", async () => {
    const picture = await grabFrameNumber(TEN_BIT, { frame: 3, framesPerSecond: 24 });
    expect(await sharp(picture).metadata()).toMatchObject({ width: 384, depth: "uchar" });
  });

  it("is the one that the provider made, where it was asked for", async () => {
    const bytes = await sharp({ create: { width: 864, height: 496, channels: 3, background: "#285" } })
      .jpeg()
      .toBuffer();
    const { sizeBytes, sha256 } = await getStorage().put(keyOf(owner(), "lastFrame"), bytes);
    await makeFile(owner(), "lastFrame", { mime: "image/jpeg", bytes: sizeBytes, sha256 });
    const asset = await clipAsInput(actor, { id, part: "last" });
    expect(asset).toMatchObject({ mimeType: "image/jpeg", name: expect.stringMatching(/_last-frame\.jpg$/) });
    expect(await db.asset.findUnique({ where: { id: asset.id } })).toMatchObject({ fromFrame: 51 });
  });
});

describe("a whole clip", () => {
  it("becomes a reference, once", async () => {
    const asset = await clipAsInput(actor, { id, part: "whole" });
    expect(asset).toMatchObject({ kind: "video", status: "ready", width: 864, height: 496 });
    expect((await clipAsInput(actor, { id, part: "whole" })).id).toBe(asset.id);
    expect(await db.asset.findUnique({ where: { id: asset.id } })).toMatchObject({ fromGenerationId: id, fromFrame: null });
  });
});

describe("what cannot be taken", () => {
  it("is not found, where it is another team's, was deleted, has no file, or its project is gone", async () => {
    const stranger = await makeMember();
    await expect(clipAsInput(stranger, { id, part: 0 })).rejects.toMatchObject({ code: "not-found" });
    const { projectId } = await db.generation.update({ where: { id }, data: { deletedAt: new Date() } });
    await expect(clipAsInput(actor, { id, part: 0 })).rejects.toMatchObject({ code: "not-found" });
    await db.generation.update({ where: { id }, data: { deletedAt: null } });
    await db.project.update({ where: { id: projectId }, data: { deletedAt: new Date() } });
    await expect(clipAsInput(actor, { id, part: 0 })).rejects.toMatchObject({ code: "not-found" });
    const open = await makeGeneration({ teamId: actor.teamId });
    await expect(clipAsInput(actor, { id: open.id, part: 0 })).rejects.toMatchObject({ code: "not-found" });
  });

  it("is said in a sentence, where the file is known to be damaged, is missing, or is no clip any more; nothing stays promised", async () => {
    const damaged = { code: "media-damaged" };
    await db.file.updateMany({ where: { generationId: id }, data: { damagedAt: new Date() } });
    await expect(clipAsInput(actor, { id, part: 0 })).rejects.toMatchObject(damaged);
    await db.file.updateMany({ where: { generationId: id }, data: { damagedAt: null } });
    await getStorage().put(keyOf(owner(), "video"), Buffer.alloc(5000, 7));
    await expect(clipAsInput(actor, { id, part: 0 })).rejects.toMatchObject(damaged);
    await getStorage().delete(keyOf(owner(), "video"));
    for (const part of [0, "last", "whole"] as const) await expect(clipAsInput(actor, { id, part })).rejects.toMatchObject(damaged);
    expect(await db.asset.count()).toBe(0);
  });
});

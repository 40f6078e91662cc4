import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { assetKey, keyOf } from "@/lib/files/keys";
import { probeMedia } from "@/lib/platform/ffmpeg/probe";
import { grabFrame } from "@/lib/platform/ffmpeg/frames";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeMember } from "@/lib/testing/factories";
import { sampleFolder } from "@/lib/testing/sample-files";
import { sendUpload } from "@/lib/testing/send-upload";
import { requestUpload } from "../request-upload";
import type { AssetView } from "../view";
import { cancelMend, listMends, requestMend } from "./ask-mend";
import { lookAt } from "./look";
import { forgetMends, runMend, sweepMends } from "./run-mend";
import type { How } from "./schema";

const folder = await sampleFolder();
const going = new AbortController().signal;
const FIT = { kind: "fit" } as const;
let actor: Actor;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
});

const picture = (width: number, height: number, format: "jpeg" | "png" | "webp" = "jpeg") =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .toFormat(format)
    .toBuffer();

interface Clip {
  size?: string;
  seconds?: number;
  rate?: number;
  codec?: string[];
  sound?: boolean;
  filter?: string;
}

async function clip(name: string, { size = "864x496", seconds = 2, rate = 24, codec, sound = false, filter }: Clip = {}): Promise<Buffer> {
  const file = path.join(folder, name);
  const inputs = ["-f", "lavfi", "-i", `testsrc=s=${size}:r=${rate}:d=${seconds}`];
  const heard = sound ? ["-f", "lavfi", "-i", `sine=d=${seconds}`, "-c:a", "aac"] : [];
  const how = codec ?? ["-c:v", "libx264", "-preset", "ultrafast"];
  await runFfmpeg([...inputs, ...heard, ...(filter ? ["-vf", filter] : []), ...how, "-pix_fmt", "yuv420p", "-y", file], {
    timeoutMs: 60_000,
  });
  return readFile(file);
}

async function sound(name: string, seconds: number, codec: string[] = []): Promise<Buffer> {
  const file = path.join(folder, name);
  await runFfmpeg(["-f", "lavfi", "-i", `sine=d=${seconds}`, ...codec, "-y", file], { timeoutMs: 60_000 });
  return readFile(file);
}

async function bring(bytes: Buffer, name: string): Promise<AssetView> {
  const { asset } = await requestUpload(actor, { name, mimeType: "", sizeBytes: bytes.length });
  return sendUpload(actor, asset.id, bytes);
}

const ask = (id: string, how: How, asId = newId()) => requestMend(actor, { id, asId, how });

/** Asked for, made, and told. */
async function mended(id: string, how: How) {
  const { id: mendId } = await ask(id, how);
  await runMend(mendId, going);
  const [mend] = await listMends(actor, { of: id });
  return mend!;
}

async function bytesOf(id: string): Promise<Buffer> {
  const opened = await getStorage().openRange(assetKey(actor.teamId, id));
  return Buffer.from(await new Response(opened!.stream).arrayBuffer());
}

describe("each limit that a file can break has a mend", () => {
  it.each<[string, () => Promise<Buffer>, string, string, How, Partial<AssetView>]>([
    ["a small picture", () => picture(200, 250), "a.jpg", "tooSmallSide", FIT, { width: 300, height: 375, mimeType: "image/jpeg" }],
    ["a large picture", () => picture(6100, 3050), "a.jpg", "tooLargeSide", FIT, { width: 6000, height: 3000 }],
    [
      "a banner, with bars",
      () => picture(1210, 400, "png"),
      "a.png",
      "wrongShape",
      FIT,
      { width: 1210, height: 484, mimeType: "image/png" },
    ],
    [
      "a banner, cropped",
      () => picture(1200, 400),
      "a.jpg",
      "wrongShape",
      { kind: "crop", turn: 0, left: 0, top: 0, width: 0.5, height: 1 },
      { width: 600, height: 400 },
    ],
    ["a short clip", () => clip("short.mp4", { seconds: 1, sound: true }), "a.mp4", "tooShort", FIT, { durationMs: 2000 }],
    [
      "a long clip",
      () => clip("long.mp4", { seconds: 17, sound: true }),
      "a.mp4",
      "tooLong",
      { kind: "trim", startMs: 1000, endMs: 16_000 },
      { durationMs: 15_000 },
    ],
    ["a small clip", () => clip("small.mp4", { size: "320x240" }), "a.mp4", "tooSmallSide", FIT, { width: 740, height: 556 }],
    ["a wide clip, with bars", () => clip("wide.mp4", { size: "1500x400" }), "a.mp4", "wrongShape", FIT, { width: 1500, height: 600 }],
    ["a slow clip", () => clip("slow.mp4", { rate: 12 }), "a.mp4", "wrongFrameRate", FIT, { durationMs: 2000 }],
    ["a fast clip", () => clip("fast.mp4", { rate: 120 }), "a.mp4", "wrongFrameRate", FIT, { durationMs: 2000 }],
    ["another codec", () => clip("mpeg4.mp4", { codec: ["-c:v", "mpeg4"] }), "a.mp4", "wrongCodec", FIT, { mimeType: "video/mp4" }],
    ["another container", () => clip("a.mkv"), "a.mkv", "webm", FIT, { mimeType: "video/mp4", kind: "video" }],
    [
      "a long sound",
      () => sound("long.wav", 20),
      "a.wav",
      "tooLong",
      { kind: "trim", startMs: 500, endMs: 15_500 },
      { durationMs: 15_000 },
    ],
    ["a short sound", () => sound("short.wav", 1), "a.wav", "tooShort", FIT, { durationMs: 2000 }],
    [
      "a voice from a telephone",
      () => sound("voice.m4a", 3),
      "voice.m4a",
      "m4a",
      FIT,
      { mimeType: "audio/wav", kind: "audio", durationMs: 3000 },
    ],
    ["FLAC", () => sound("voice.flac", 3), "voice.flac", "wrongSoundCodec", FIT, { mimeType: "audio/wav" }],
  ])("%s", async (_name, bytes, name, code, how, expected) => {
    const source = await bring(await bytes(), name);
    expect(source.problem?.code).toBe(code);
    const { status, asset } = await mended(source.id, how);
    expect(status).toBe("ready");
    expect(asset).toMatchObject({
      status: "ready",
      problem: null,
      ...expected,
      ...(expected.durationMs && { durationMs: expect.any(Number) as number }),
    });
    if (expected.durationMs) expect(Math.abs(asset!.durationMs! - expected.durationMs)).toBeLessThan(70);
    // What it was made of is kept as it was, and the new one says where it is from.
    expect(await db.asset.findUniqueOrThrow({ where: { id: source.id } })).toMatchObject({ status: "ready", errorCode: code });
    const row = await db.asset.findUniqueOrThrow({ where: { id: asset!.id }, include: { files: true } });
    expect(row).toMatchObject({ fromAssetId: source.id, createdById: actor.userId, teamId: actor.teamId });
    expect(row.files.map(({ variant }) => variant).sort()).toEqual(asset!.kind === "audio" ? ["original"] : ["original", "thumbnail"]);
    expect(row.framesPerSec === null || (row.framesPerSec > 23.9 && row.framesPerSec < 60.1)).toBe(true);
  });

  it("a picture too bright for screens of old is drawn for them", async () => {
    const bright = ["-vf", "format=yuv420p10le", "-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1"];
    const params = "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc";
    const colours = ["-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc"];
    const file = path.join(folder, "hdr.mp4");
    const picture = ["-f", "lavfi", "-i", "testsrc2=s=1500x400:r=24:d=2"];
    await runFfmpeg([...picture, ...bright, "-x265-params", params, ...colours, "-y", file], { timeoutMs: 60_000 });
    expect((await probeMedia(file)).isHdr).toBe(true);
    const { asset } = await mended((await bring(await readFile(file), "hdr.mp4")).id, FIT);
    const made = path.join(folder, "sdr.mp4");
    await writeFile(made, await bytesOf(asset!.id));
    expect(await probeMedia(made)).toMatchObject({ isHdr: false, videoCodec: "avc" });
  });

  it("a rate that wavers becomes a constant one", async () => {
    // Every third frame is left out of the first half.
    const filter = "select='if(lt(t,1.5),mod(n,3),1)',setpts=N/24/TB*if(lt(N\\,24)\\,1.5\\,1)";
    const bytes = await clip("vfr.mp4", {
      seconds: 3,
      filter: filter,
      codec: ["-vsync", "vfr", "-c:v", "libx264", "-preset", "ultrafast"],
    });
    const { asset } = await mended((await bring(bytes, "vfr.mp4")).id, { kind: "trim", startMs: 0, endMs: 2500 });
    const file = path.join(folder, "constant.mp4");
    await writeFile(file, await bytesOf(asset!.id));
    const { stdout } = await runFfmpeg(["-i", file, "-map", "0:v:0", "-c", "copy", "-f", "framecrc", "pipe:1"], { timeoutMs: 20_000 });
    const gaps = stdout
      .toString()
      .split("\n")
      .filter((line) => line.startsWith("0,"))
      .map((line) => Number(line.split(",")[3]));
    expect(new Set(gaps).size).toBe(1);
  });
});

describe("what is made of a clip that is good", () => {
  it("its first and last picture, its sound, and a part of it", async () => {
    const bytes = await clip("good.mp4", { seconds: 4, sound: true });
    const source = await bring(bytes, "Harbour.mp4");
    const first = await mended(source.id, { kind: "frame", part: "first" });
    expect(first.asset).toMatchObject({ kind: "image", mimeType: "image/png", width: 864, height: 496, name: "Harbour-first.png" });
    expect((await mended(source.id, { kind: "frame", part: "last" })).asset).toMatchObject({ kind: "image", name: "Harbour-last.png" });
    // The very same picture once more is the one that is there.
    expect((await mended(source.id, { kind: "frame", part: "first" })).asset!.id).toBe(first.asset!.id);
    const heard = await mended(source.id, { kind: "sound" });
    expect(heard.asset).toMatchObject({ kind: "audio", mimeType: "audio/wav", name: "Harbour.wav", problem: null });
    const part = await mended(source.id, { kind: "trim", startMs: 1000, endMs: 3000 });
    expect(part.asset).toMatchObject({ kind: "video", durationMs: 2000 });
    // The part begins where it was said: its first picture is that of the moment.
    const [file, whole] = [path.join(folder, "part.mp4"), path.join(folder, "good.mp4")];
    await writeFile(file, await bytesOf(part.asset!.id));
    const pixels = async (of: string, atSeconds: number) =>
      sharp(await grabFrame(of, { atSeconds }))
        .resize(32, 18)
        .raw()
        .toBuffer();
    const [is, should, other] = [await pixels(file, 0), await pixels(whole, 1), await pixels(whole, 3)];
    const differs = (a: Buffer, b: Buffer) => a.reduce((sum, value, at) => sum + Math.abs(value - b[at]!), 0) / a.length;
    expect(differs(is, should)).toBeLessThan(4);
    expect(differs(is, other)).toBeGreaterThan(differs(is, should));
  });

  it("a quiet sound is brought to the level of all", async () => {
    const source = await bring(await sound("quiet.wav", 4, ["-af", "volume=-25dB"]), "quiet.wav");
    const { asset } = await mended(source.id, { kind: "level" });
    const loudest = (bytes: Buffer) => {
      let most = 0;
      for (let at = 44; at + 1 < bytes.length; at += 2) most = Math.max(most, Math.abs(bytes.readInt16LE(at)));
      return most;
    };
    expect(loudest(await bytesOf(asset!.id))).toBeGreaterThan(3 * loudest(await bytesOf(source.id)));
  });

  it("a clip without sound has none to give, and says so", async () => {
    const source = await bring(await clip("silent.mp4"), "silent.mp4");
    expect(await mended(source.id, { kind: "sound" })).toMatchObject({ status: "failed", failure: "noSound", asset: null });
  });

  it("can be looked at from beginning to end before it is cut", async () => {
    const source = await bring(await clip("look.mp4", { seconds: 4, sound: true }), "look.mp4");
    const look = await lookAt(actor, { id: source.id });
    expect(look).toMatchObject({ framesPerSecond: 24, strip: { cells: 12, height: 96 } });
    const strip = await sharp(Buffer.from(look.strip!.url.split(",")[1]!, "base64")).metadata();
    expect([strip.format, strip.width]).toEqual(["webp", look.strip!.width]);
    expect(Buffer.from(look.peaks!, "base64").length).toBeGreaterThan(50);
    const heard = await bring(await sound("look.wav", 3), "look.wav");
    expect(await lookAt(actor, { id: heard.id })).toMatchObject({ strip: null, peaks: expect.any(String) as string });
  });
});

describe("a mend", () => {
  const problemOf = (promise: Promise<unknown>) =>
    promise.then(
      () => null,
      (error: { code?: string }) => error.code,
    );

  it("is made once, however often it is asked for under one id", async () => {
    const source = await bring(await picture(200, 200), "a.jpg");
    const asId = newId();
    await Promise.all([ask(source.id, FIT, asId), ask(source.id, FIT, asId)]);
    await Promise.all([runMend(asId, going), runMend(asId, going)]);
    expect(await db.assetMend.count()).toBe(1);
    expect(await db.asset.count()).toBe(2);
    const other = await bring(await picture(220, 220), "b.jpg");
    expect(await problemOf(ask(other.id, FIT, asId))).toBe("idempotency-mismatch");
    expect(await problemOf(ask(other.id, FIT, source.id))).toBe("idempotency-mismatch");
  });

  it("is of one's own team alone, and only what can be done to such a file", async () => {
    const source = await bring(await picture(200, 200), "a.jpg");
    const stranger = await makeMember("owner");
    const { id } = await ask(source.id, FIT);
    expect(await problemOf(requestMend(stranger, { id: source.id, asId: newId(), how: FIT }))).toBe("not-found");
    expect(await problemOf(requestMend(stranger, { id: source.id, asId: id, how: FIT }))).toBe("not-found");
    expect(await problemOf(cancelMend(stranger, { id }))).toBe("not-found");
    expect(await problemOf(listMends(stranger, { of: source.id }))).toBe("not-found");
    expect(await problemOf(lookAt(stranger, { id: source.id }))).toBe("not-found");
    expect(await problemOf(ask(source.id, { kind: "trim", startMs: 0, endMs: 5000 }))).toBe("bad-input");
    expect(await problemOf(ask(source.id, { kind: "sound" }))).toBe("bad-input");
    const long = await bring(await sound("film.wav", 20), "film.wav");
    for (const how of [
      FIT,
      { kind: "trim", startMs: 0, endMs: 1000 },
      { kind: "trim", startMs: 0, endMs: 16_000 },
      { kind: "trim", startMs: 19_000, endMs: 30_000 },
    ] as const)
      expect(await problemOf(ask(long.id, how)), JSON.stringify(how)).toBe("bad-input");
  });

  it("whose worker was killed is taken up by the next one, and by nobody before its lease is over", async () => {
    const source = await bring(await picture(200, 200), "a.jpg");
    const { id } = await ask(source.id, FIT);
    await db.assetMend.update({
      where: { id },
      data: { status: "running", attempts: 1, leaseToken: newId(), nextActionAt: new Date(Date.now() + 60_000) },
    });
    await runMend(id, going);
    expect((await db.assetMend.findUniqueOrThrow({ where: { id } })).status).toBe("running");
    expect(await sweepMends()).toBe(0);
    await db.assetMend.update({ where: { id }, data: { nextActionAt: new Date(Date.now() - 1) } });
    expect(await sweepMends()).toBe(1);
    await runMend(id, going);
    expect(await db.assetMend.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: "ready",
      resultId: id,
      attempts: 2,
      leaseToken: null,
      nextActionAt: null,
    });
  });

  it("that took its worker down three times is given up with the reason", async () => {
    const source = await bring(await picture(200, 200), "a.jpg");
    const { id } = await ask(source.id, FIT);
    await db.assetMend.update({ where: { id }, data: { attempts: 3 } });
    await runMend(id, going);
    expect((await listMends(actor, { of: source.id }))[0]).toMatchObject({ status: "failed", failure: "workerLost" });
  });

  it("is given back at once by a worker that has to go", async () => {
    const source = await bring(await clip("go.mp4", { seconds: 17 }), "go.mp4");
    const { id } = await ask(source.id, { kind: "trim", startMs: 0, endMs: 15_000 });
    const stopping = new AbortController();
    stopping.abort();
    await runMend(id, stopping.signal);
    expect(await db.assetMend.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "waiting", attempts: 0, leaseToken: null });
    expect(await sweepMends()).toBe(1);
  });

  it("that is cancelled leaves no file, before it began and while it is made", async () => {
    const source = await bring(await clip("stop.mp4", { seconds: 17, size: "1280x720" }), "stop.mp4");
    const trim = { kind: "trim", startMs: 0, endMs: 15_000 } as const;
    const before = await ask(source.id, trim);
    expect(await cancelMend(actor, { id: before.id })).toEqual({ cancelled: true });
    await runMend(before.id, going);
    const during = await ask(source.id, trim);
    const work = runMend(during.id, going);
    while ((await db.assetMend.findUniqueOrThrow({ where: { id: during.id } })).status !== "running");
    await cancelMend(actor, { id: during.id });
    await work;
    for (const { id } of [before, during]) {
      expect(await db.assetMend.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "cancelled", resultId: null });
      expect(await db.asset.findUnique({ where: { id } })).toBeNull();
      expect(await getStorage().stat(keyOf({ teamId: actor.teamId, assetId: id }, "original"))).toBeNull();
    }
    expect(await cancelMend(actor, { id: before.id })).toEqual({ cancelled: false });
  });

  it("of a file that is damaged further in says that it cannot be read", async () => {
    const bytes = await clip("holed.mp4", { seconds: 40, size: "320x240" });
    const holed = Buffer.from(bytes).fill(0, Math.round(bytes.length * 0.55), Math.round(bytes.length * 0.75));
    const source = await bring(holed, "holed.mp4");
    expect(source.problem?.code).toBe("tooLong");
    expect(await mended(source.id, { kind: "trim", startMs: 20_000, endMs: 34_000 })).toMatchObject({
      status: "failed",
      failure: "unreadable",
    });
  });

  it("is forgotten a day after it was over, and what it made stays", async () => {
    const source = await bring(await picture(200, 200), "a.jpg");
    const { asset } = await mended(source.id, FIT);
    await db.assetMend.updateMany({ data: { finishedAt: new Date(Date.now() - 2 * 86_400_000) } });
    expect(await forgetMends()).toBe(1);
    expect(await db.asset.count({ where: { id: asset!.id } })).toBe(1);
  });
});

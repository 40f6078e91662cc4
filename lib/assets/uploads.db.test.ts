import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { makeFile, makeSound, sampleFolder } from "@/lib/testing/sample-files";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { assetKey, keyOf } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { AppError } from "@/lib/shared/errors";
import { db, truncateAll } from "@/lib/testing/database";
import { makeMember } from "@/lib/testing/factories";
import { openFile } from "@/lib/files/open-file";
import { admitAnybody } from "@/lib/testing/admit-anybody";
import { addPart, sendUpload } from "@/lib/testing/send-upload";
import { selectUpload } from "./find-upload";
import { finishUpload } from "./finish-upload";
import { partKey } from "./parts/part-store";
import { requestUpload } from "./request-upload";
import { sweepUploads } from "./sweep-uploads";
import { sendableStatus, toAssetView } from "./view";

const folder = await sampleFolder();
let actor: Actor;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
});

const picture = (width = 640, height = 480) =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
const openAsset = (assetId: string, variant: string) => openFile(admitAnybody, { assetId, variant });
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

async function clip(name: string, args: { size?: string; seconds?: number; rate?: number; codec?: string[] } = {}): Promise<Buffer> {
  const { size = "864x496", seconds = 2, rate = 24, codec = ["-c:v", "libx264", "-preset", "ultrafast"] } = args;
  const file = path.join(folder, name);
  await runFfmpeg(["-f", "lavfi", "-i", `testsrc=s=${size}:r=${rate}:d=${seconds}`, ...codec, "-pix_fmt", "yuv420p", "-y", file], {
    timeoutMs: 60_000,
  });
  return readFile(file);
}

async function sound(name: string, codec: string[]): Promise<Buffer> {
  const file = path.join(folder, name);
  await runFfmpeg(["-f", "lavfi", "-i", "sine=d=3", ...codec, "-y", file], { timeoutMs: 60_000 });
  return readFile(file);
}

const brought = (name: string): Promise<Buffer> => readFile(path.join("lib/testing/fixtures/brought", name));

/** Its index and its beginning are whole: only whoever decodes it to its end sees what is missing. */
const holed = (bytes: Buffer): Buffer => Buffer.from(bytes).fill(0, bytes.length >> 1, (bytes.length >> 1) + 4000);

async function bring(bytes: Buffer, name: string, mimeType: string, who = actor) {
  const { asset } = await requestUpload(who, { name, mimeType, sizeBytes: bytes.length });
  return sendUpload(who, asset.id, bytes);
}

const problemOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw error ?? new Error("it was not refused");
  return { code: error.code, file: error.fields?.file?.code ?? null };
};

describe("a file that is taken in", () => {
  it("is kept as the same picture, measured, and has a thumbnail", async () => {
    const bytes = await picture();
    const asset = await bring(bytes, "Harbour at dawn.jpg", "image/jpeg");
    expect(asset).toMatchObject({
      status: "ready",
      kind: "image",
      mimeType: "image/jpeg",
      name: "Harbour at dawn.jpg",
      width: 640,
      height: 480,
      problem: null,
      fittedFrom: null,
    });
    const kept = await getStorage().openRange(assetKey(actor.teamId, asset.id));
    const stored = Buffer.from(await new Response(kept!.stream).arrayBuffer());
    const row = await db.asset.findUniqueOrThrow({ where: { id: asset.id } });
    expect(row).toMatchObject({ sha256: sha256(stored), sizeBytes: stored.length, sourceSha256: sha256(bytes) });
    expect(await openAsset(asset.id, "thumbnail")).toMatchObject({ mime: "image/webp" });
    const files = await db.file.findMany({ where: { assetId: asset.id }, orderBy: { variant: "asc" } });
    expect(files.map(({ variant, sha256, bytes, isDerived }) => [variant, sha256?.length, Number(bytes) > 0, isDerived])).toEqual([
      ["original", 64, true, false],
      ["thumbnail", 64, true, true],
    ]);
  });

  it("has the type of its bytes, whatever it was called", async () => {
    const bytes = await sharp(await picture())
      .png()
      .toBuffer();
    expect(await bring(bytes, "photo.jpg", "image/jpeg")).toMatchObject({ mimeType: "image/png", status: "ready" });
    expect(await bring(await clip("declared-as-mov.mp4"), "clip.mov", "video/quicktime")).toMatchObject({
      mimeType: "video/mp4",
      kind: "video",
      width: 864,
      height: 496,
      durationMs: 2000,
    });
  });

  it("may be a GIF, a TIFF or a BMP", async () => {
    const source = sharp(await picture());
    expect(await bring(await source.clone().gif().toBuffer(), "a.gif", "image/gif")).toMatchObject({
      mimeType: "image/gif",
      status: "ready",
    });
    expect(await bring(await source.clone().tiff().toBuffer(), "a.tiff", "")).toMatchObject({ mimeType: "image/png", width: 640 });
    const bmp = path.join(folder, "a.bmp");
    await runFfmpeg(["-f", "lavfi", "-i", "testsrc=s=400x300", "-frames:v", "1", "-y", bmp], { timeoutMs: 20_000 });
    expect(await bring(await readFile(bmp), "a.bmp", "image/bmp")).toMatchObject({ mimeType: "image/png", width: 400, height: 300 });
  });

  it("may be sound, which has a length and no picture", async () => {
    const asset = await bring(await readFile(await makeSound(folder, "a.mp3", 3)), "a.mp3", "audio/mpeg");
    expect(asset).toMatchObject({ kind: "audio", width: null });
    expect(asset.durationMs).toBeGreaterThan(2900);
    await expect(openAsset(asset.id, "thumbnail")).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a file as people bring it", () => {
  const kept = async (id: string, variant: "original" | "source") => {
    const opened = await getStorage().openRange(keyOf({ teamId: actor.teamId, assetId: id }, variant));
    return opened && Buffer.from(await new Response(opened.stream).arrayBuffer());
  };

  it.each([
    ["IMG_1234.HEIC", "image/heic"],
    ["noextension", ""],
    ["photo.jpg_large", "application/octet-stream"],
    ["photo.svg", "image/svg+xml"],
    ["voice.m4a", "audio/x-m4a"],
  ])("is the JPEG that it is, also when it is called %s and said to be %j", async (name, type) => {
    expect(await bring(await brought("photo.jpg"), name, type)).toMatchObject({ status: "ready", mimeType: "image/jpeg", width: 1200 });
  });

  it.each([
    ["a-vbr-noxing.mp3", 12_000],
    ["a-zeros.mp3", 6_000],
  ])("has the length that it has: %s", async (name, durationMs) => {
    const asset = await bring(await brought(name), name, "audio/mpeg");
    expect(asset.status).toBe("ready");
    expect(Math.abs(asset.durationMs! - durationMs)).toBeLessThan(100);
  });

  it("of a telephone is made to fit: a smaller copy is sent, and the whole one is kept", async () => {
    const asset = await bring(await brought("v-1080p.mp4"), "v-1080p.mp4", "video/mp4");
    expect(asset).toMatchObject({ status: "ready", fittedFrom: { width: 1920, height: 1080 }, width: 1284, height: 722 });
    const files = await db.file.findMany({ where: { assetId: asset.id }, orderBy: { variant: "asc" } });
    expect(files.map(({ variant, width }) => [variant, width])).toEqual([
      ["original", 1284],
      ["thumbnail", 480],
      ["source", 1920],
    ]);
    expect(await openAsset(asset.id, "source")).toMatchObject({ mime: "video/mp4" });
    // The same file again is the same asset.
    expect((await bring(await brought("v-1080p.mp4"), "again.mp4", "video/mp4")).id).toBe(asset.id);
  });

  it("tells nobody where it was made, with what, and by whom: not in storage, not in what is served", async () => {
    const photo = await sharp(await picture())
      .withMetadata({
        exif: { IFD0: { Make: "SECRETCAM", Artist: "A Name" }, IFD3: { GPSLatitude: "52/1 31/1 0/1", GPSLatitudeRef: "N" } },
      })
      .jpeg()
      .toBuffer();
    expect(photo.includes("SECRETCAM")).toBe(true);
    const film = path.join(folder, "located.mov");
    await runFfmpeg(
      [
        "-i",
        await makeFile(folder, "plain.mp4", await clip("plain.mp4")),
        "-c",
        "copy",
        "-metadata",
        "location=+52.5200+013.4050/",
        "-y",
        film,
      ],
      { timeoutMs: 30_000 },
    );
    for (const [bytes, name, type] of [
      [photo, "a.jpg", "image/jpeg"],
      [await readFile(film), "a.mov", "video/quicktime"],
    ] as const) {
      const stored = await kept((await bring(bytes, name, type)).id, "original");
      expect(stored!.includes("SECRETCAM") || stored!.includes("GPSLat") || stored!.includes("+52.52")).toBe(false);
    }
  });
});

describe("a file that breaks a limit and can be mended", () => {
  it.each<[string, () => Promise<Buffer>, string, string, string]>([
    ["too small", () => picture(299, 400), "a.jpg", "image/jpeg", "tooSmallSide"],
    ["too large", () => picture(6001, 3000), "a.jpg", "image/jpeg", "tooLargeSide"],
    ["a wrong shape", () => picture(1210, 480), "a.jpg", "image/jpeg", "wrongShape"],
    ["too short", () => clip("short.mp4", { seconds: 1 }), "a.mp4", "video/mp4", "tooShort"],
    ["too long", () => clip("film.mp4", { seconds: 16 }), "a.mp4", "video/mp4", "tooLong"],
    ["too few pixels", () => clip("small.mp4", { size: "640x480" }), "a.mp4", "video/mp4", "tooFewPixels"],
    ["too few frames", () => clip("slow.mp4", { rate: 12 }), "a.mp4", "video/mp4", "wrongFrameRate"],
    ["too many frames", () => clip("fast.mp4", { rate: 120 }), "a.mp4", "video/mp4", "wrongFrameRate"],
    ["another codec", () => clip("mpeg4.mp4", { codec: ["-c:v", "mpeg4"] }), "a.mp4", "video/mp4", "wrongCodec"],
    ["another container", () => clip("a.mkv"), "a.mkv", "video/x-matroska", "webm"],
    ["a sound that is too long", async () => readFile(await makeSound(folder, "long.wav", 16)), "a.wav", "audio/wav", "tooLong"],
    ["a sound that is too short", async () => readFile(await makeSound(folder, "tick.wav", 1)), "a.wav", "audio/wav", "tooShort"],
    ["no picture in it", async () => readFile(await makeSound(folder, "voice.m4a", 3)), "a.mp4", "video/mp4", "m4a"],
    ["bare AAC", async () => readFile(await makeSound(folder, "voice.aac", 3)), "a.aac", "audio/aac", "m4a"],
    ["FLAC", async () => readFile(await makeSound(folder, "voice.flac", 3)), "a.flac", "audio/flac", "wrongSoundCodec"],
    ["Ogg", () => sound("voice.ogg", ["-c:a", "libvorbis"]), "a.ogg", "audio/ogg", "wrongSoundCodec"],
    [
      "sound of another kind in it",
      () => clip("odd.mov", { codec: ["-f", "lavfi", "-i", "sine=d=2", "-c:v", "libx264", "-c:a", "alac"] }),
      "a.mov",
      "video/quicktime",
      "wrongSoundCodec",
    ],
    ["a sound of another kind", () => sound("phone.wav", ["-c:a", "pcm_alaw"]), "a.wav", "audio/wav", "wrongSoundCodec"],
  ])("%s: it is kept, says what is wrong, and cannot be sent", async (_name, bytes, name, type, code) => {
    const brought = await bytes();
    const asset = await bring(brought, name, type);
    expect(asset).toMatchObject({ status: "ready", problem: { code } });
    const row = await db.asset.findUniqueOrThrow({ where: { id: asset.id } });
    expect(sendableStatus(row)).toBe("failed");
    expect(Number((await db.file.findFirstOrThrow({ where: { assetId: asset.id, variant: "original" } })).bytes)).toBe(row.sizeBytes);
    if (asset.kind !== "audio") expect(await openAsset(asset.id, "thumbnail")).toMatchObject({ mime: "image/webp" });
    // A day later it is still there, and the same bytes are the same file.
    await db.asset.update({ where: { id: asset.id }, data: { createdAt: new Date(Date.now() - 2 * 86_400_000) } });
    expect(await sweepUploads(new AbortController().signal)).toBe(0);
    expect((await bring(brought, `again-${name}`, type)).id).toBe(asset.id);
  });

  it.each<[string, () => Promise<Buffer>, string]>([
    ["sides", () => picture(300, 400), "image/jpeg"],
    ["long sides", () => picture(6000, 3000), "image/jpeg"],
    ["shape", () => picture(1200, 480), "image/jpeg"],
    ["length", () => clip("just-long.mp4", { seconds: 15 }), "video/mp4"],
    ["shortness", () => clip("just-short.mp4", { seconds: 2 }), "video/mp4"],
    ["pixels", () => clip("just-large.mp4", { size: "768x544" }), "video/mp4"],
    ["rate", () => clip("just-fast.mp4", { rate: 60 }), "video/mp4"],
    ["length of a sound", async () => readFile(await makeSound(folder, "just.wav", 15)), "audio/wav"],
  ])("one that just keeps the limit has no problem: %s", async (_name, bytes, type) => {
    expect(await bring(await bytes(), "a", type)).toMatchObject({ status: "ready", problem: null });
  });

  it("larger than may be brought at all is refused by the ceiling of its own kind, whatever it was said to be", async () => {
    const bytes = Buffer.concat([await picture(), Buffer.alloc(64 * 1024 * 1024)]);
    expect(await problemOf(bring(bytes, "film.mp4", "video/mp4"))).toEqual({ code: "unreadable-media", file: "unreadable" });
  });

  it("AVIF becomes a JPEG like what telephones make, and 16 bits become 8", async () => {
    const source = sharp(await picture());
    expect(await bring(await source.clone().avif().toBuffer(), "a.avif", "image/avif")).toMatchObject({
      ...{ status: "ready", problem: null, mimeType: "image/jpeg", width: 640 },
    });
    const deep = await bring(await source.clone().toColourspace("rgb16").png().toBuffer(), "deep.png", "image/png");
    const opened = await getStorage().openRange(assetKey(actor.teamId, deep.id));
    const { depth } = await sharp(Buffer.from(await new Response(opened!.stream).arrayBuffer())).metadata();
    expect(depth).toBe("uchar");
  });
});

describe("a file that cannot be mended", () => {
  it.each<[string, () => Promise<Buffer>, string, string, string]>([
    [
      "a web page",
      async () => readFile(await makeFile(folder, "a.png", "<!doctype html><script>alert(1)</script>")),
      "a.png",
      "image/png",
      "wrongType",
    ],
    ["cut off behind its index", () => brought("v-headonly.mp4"), "a.mp4", "video/mp4", "unreadable"],
    ["a clip with a hole in its data", async () => holed(await clip("holed.mp4")), "a.mp4", "video/mp4", "unreadable"],
    ["a sound with one", async () => holed(await readFile(await makeSound(folder, "holed.mp3", 4))), "a.mp3", "audio/mpeg", "unreadable"],
    ["cut short", async () => (await picture()).subarray(0, 4000), "a.jpg", "image/jpeg", "unreadable"],
  ])("%s: its row says so, and no bytes stay", async (_name, bytes, name, type, code) => {
    const refused = await bring(await bytes(), name, type).then(
      () => null,
      (error: AppError) => error,
    );
    expect(refused?.fields?.file?.code).toBe(code);
    const row = await db.asset.findFirstOrThrow();
    expect(row).toMatchObject({ status: "failed", errorCode: code });
    expect(await getStorage().stat(assetKey(actor.teamId, row.id))).toBeNull();
    expect(await getStorage().stat(keyOf({ teamId: actor.teamId, assetId: row.id }, "thumbnail"))).toBeNull();
    await expect(openAsset(row.id, "original")).rejects.toMatchObject({ code: "not-found" });
    // Sent again, the same file gets the same answer.
    expect((await problemOf(sendUpload(actor, row.id, await picture()))).file).toBe(code);
    expect(await getStorage().stat(partKey(row.id))).toBeNull();
    // And after a reload of the page as well, with the numbers of its sentence.
    expect(toAssetView(row).problem).toEqual(refused?.fields?.file);
  });

  it.each([
    ["a.mp4", "video/mp4", 501 * 1024 * 1024, "too-large", "tooLarge"],
    ["a.png", "image/png", 0, "bad-input", "empty"],
  ])("%s (%s, %i bytes) is refused before any byte is sent", async (name, mimeType, sizeBytes, code, file) => {
    expect(await problemOf(requestUpload(actor, { name, mimeType, sizeBytes }))).toEqual({ code, file });
    expect(await db.asset.count()).toBe(0);
  });
});

describe("bytes that the team has", () => {
  it("are not sent again when the browser knows their hash", async () => {
    const bytes = await picture();
    const first = await bring(bytes, "a.jpg", "image/jpeg");
    const again = await requestUpload(actor, { name: "copy.jpg", mimeType: "image/jpeg", sizeBytes: bytes.length, sha256: sha256(bytes) });
    expect(again).toEqual({ asset: first, uploadUrl: null });
  });

  it("give the older asset when it did not, also when they are sent once more", async () => {
    const bytes = await picture();
    const first = await bring(bytes, "a.jpg", "image/jpeg");
    const { asset } = await requestUpload(actor, { name: "copy.jpg", mimeType: "image/jpeg", sizeBytes: bytes.length });
    for (let round = 0; round < 2; round++) {
      expect((await sendUpload(actor, asset.id, bytes)).id).toBe(first.id);
    }
    expect(await getStorage().stat(partKey(asset.id))).toBeNull();
    expect(await getStorage().stat(assetKey(actor.teamId, asset.id))).toBeNull();
  });

  it("mean nothing to another team", async () => {
    const bytes = await picture();
    await bring(bytes, "a.jpg", "image/jpeg");
    const stranger = await makeMember("creator");
    expect(
      await requestUpload(stranger, { name: "a.jpg", mimeType: "image/jpeg", sizeBytes: bytes.length, sha256: sha256(bytes) }),
    ).toMatchObject({ asset: { status: "uploading" } });
  });
});

describe("an upload", () => {
  it("waits for its last byte, and keeps no part of itself when it is ready", async () => {
    const bytes = await picture();
    const { asset } = await requestUpload(actor, { name: "a.jpg", mimeType: "image/jpeg", sizeBytes: bytes.length });
    expect(await addPart(asset.id, bytes.subarray(0, 1000))).toBe(1000);
    expect((await problemOf(finishUpload(actor, asset.id))).code).toBe("conflict");
    expect((await db.asset.findUniqueOrThrow({ where: { id: asset.id } })).status).toBe("uploading");
    expect(await getStorage().stat(assetKey(actor.teamId, asset.id))).toBeNull();
    expect(await addPart(asset.id, bytes.subarray(1000))).toBe(bytes.length);
    expect((await finishUpload(actor, asset.id)).status).toBe("ready");
    expect(await getStorage().stat(partKey(asset.id))).toBeNull();
  });

  it("whose bytes are not the ones that were meant begins again from its first byte", async () => {
    const bytes = await picture();
    const meant = { name: "a.jpg", mimeType: "image/jpeg", sizeBytes: bytes.length, sha256: sha256(bytes) };
    const { asset } = await requestUpload(actor, meant);
    expect(await problemOf(sendUpload(actor, asset.id, Buffer.alloc(bytes.length)))).toEqual({
      code: "upload-incomplete",
      file: "incomplete",
    });
    expect(await getStorage().stat(partKey(asset.id))).toBeNull();
    expect((await sendUpload(actor, asset.id, bytes)).status).toBe("ready");
  });

  it("whose part was lost from the storage says so, and can be sent again", async () => {
    const bytes = await picture();
    const { asset } = await requestUpload(actor, { name: "a.jpg", mimeType: "image/jpeg", sizeBytes: bytes.length });
    expect((await problemOf(finishUpload(actor, asset.id))).file).toBe("incomplete");
    expect((await sendUpload(actor, asset.id, bytes)).status).toBe("ready");
  });

  it("that has arrived answers the same once more, without reading", async () => {
    const bytes = await picture();
    const asset = await bring(bytes, "a.jpg", "image/jpeg");
    expect(await finishUpload(actor, asset.id)).toEqual(asset);
  });

  it("is looked at once, also when it is asked for twice at the same moment", async () => {
    const bytes = await picture();
    const { asset } = await requestUpload(actor, { name: "a.jpg", mimeType: "image/jpeg", sizeBytes: bytes.length });
    await addPart(asset.id, bytes);
    const [one, other] = await Promise.all([1, 2].map(() => finishUpload(actor, asset.id)));
    expect(one).toMatchObject({ status: "ready" });
    expect(other).toEqual(one);
    expect(await db.file.count({ where: { assetId: asset.id, variant: "original" } })).toBe(1);
  });

  it("is nobody else's: neither another team's nor another member's", async () => {
    const bytes = await picture();
    const { asset } = await requestUpload(actor, { name: "a.jpg", mimeType: "image/jpeg", sizeBytes: bytes.length });
    const colleague = await makeMember("owner", { teamId: actor.teamId });
    const stranger = await makeMember("owner");
    for (const other of [colleague, stranger]) {
      expect((await problemOf(sendUpload(other, asset.id, bytes))).code).toBe("not-found");
    }
    expect((await admitAnybody(selectUpload(asset.id))).row.teamId).toBe(actor.teamId);
    expect(selectUpload("../../etc/passwd")).toBeNull();
  });

  it("is refused when a hundred of one person's are unfinished", async () => {
    await db.asset.createMany({
      data: Array.from({ length: 100 }, () => ({
        id: crypto.randomUUID(),
        teamId: actor.teamId,
        createdById: actor.userId,
        kind: "image" as const,
        status: "uploading" as const,
        name: "a",
        mimeType: "image/png",
        sizeBytes: 1,
      })),
    });
    expect(await problemOf(requestUpload(actor, { name: "a.png", mimeType: "image/png", sizeBytes: 10 }))).toEqual({
      code: "too-many-requests",
      file: "tooManyUploads",
    });
  });
});

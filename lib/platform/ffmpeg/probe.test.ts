import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it, vi } from "vitest";

// See ffmpeg.test.ts.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
import { AppError } from "@/lib/shared/errors";
import { makeThumbnail, makeWebp, probeImage } from "./image";
import { probeMedia } from "./probe";
import { runFfmpeg } from "./run-ffmpeg";
import { makeClip, makeFile, makeSound, sampleFolder } from "@/lib/testing/sample-files";

let folder: string;
beforeAll(async () => {
  folder = await sampleFolder();
});

const isUnreadable = (error: unknown): boolean => error instanceof AppError && error.code === "unreadable-media";

describe("the facts of a video or sound", () => {
  it("are read from MP4 and MOV", async () => {
    const mp4 = await makeClip(folder, "clip.mp4", { seconds: 2, size: "640x360", sound: true });
    expect(await probeMedia(mp4)).toMatchObject({
      container: "mp4",
      width: 640,
      height: 360,
      framesPerSecond: 24,
      videoCodec: "avc",
      audioCodec: "aac",
    });
    // The sound's last packet may reach over the end of the picture.
    expect(Math.abs((await probeMedia(mp4)).durationMs - 2_000)).toBeLessThan(60);
    const mov = await makeClip(folder, "clip.mov", { seconds: 1 });
    expect(await probeMedia(mov)).toEqual({
      container: "mov",
      width: 320,
      height: 180,
      framesPerSecond: 24,
      isHdr: false,
      durationMs: 1_000,
      videoCodec: "avc",
      codecs: expect.stringMatching(/^avc1\.42/),
      audioCodec: null,
    });
  });

  it("tell the size as it is shown when the clip was filmed upright", async () => {
    const upright = await makeClip(folder, "upright.mp4", { rotate: 90 });
    expect(await probeMedia(upright)).toMatchObject({ width: 180, height: 320 });
  });

  it("are read from MP3 and WAV", async () => {
    const wav = await makeSound(folder, "sound.wav", 2);
    expect(await probeMedia(wav)).toMatchObject({
      container: "wav",
      durationMs: 2_000,
      width: null,
      height: null,
      framesPerSecond: null,
      videoCodec: null,
    });
    const mp3 = await makeSound(folder, "sound.mp3", 2);
    const facts = await probeMedia(mp3);
    expect(facts).toMatchObject({ container: "mp3", audioCodec: "mp3" });
    expect(Math.abs(facts.durationMs - 2_000)).toBeLessThan(120);
  });

  it("do not depend on the file's name", async () => {
    const clip = await makeClip(folder, "named.mp4");
    const renamed = await makeFile(folder, "original", await readFile(clip));
    expect(await probeMedia(renamed)).toMatchObject({ container: "mp4" });
  });

  it.each([
    ["nothing", ""],
    ["a text", "this is no video"],
    ["HTML", "<html><script>alert(1)</script></html>"],
    ["a playlist", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1/x.ts\n"],
    ["zeros", new Uint8Array(100_000)],
  ])("are refused of %s", async (name, bytes) => {
    const file = await makeFile(folder, `refused-${name.replaceAll(" ", "-")}.mp4`, bytes);
    await expect(probeMedia(file)).rejects.toSatisfy(isUnreadable);
  });

  it("are refused of a clip whose index was cut off, and of other containers", async () => {
    const clip = await makeClip(folder, "whole.mp4");
    const bytes = await readFile(clip);
    // The index lies in front, so that a third of the file holds only a part of it.
    const cut = await makeFile(folder, "cut.mp4", bytes.subarray(0, 300));
    await expect(probeMedia(cut)).rejects.toSatisfy(isUnreadable);
    const webm = path.join(folder, "clip.webm");
    await runFfmpeg(["-i", clip, "-c:v", "libvpx", "-deadline", "realtime", "-y", webm], { timeoutMs: 60_000 });
    await expect(probeMedia(webm)).rejects.toSatisfy(isUnreadable);
  });

  it.each([
    // Every one of these tables claims four thousand million entries.
    ["stts", 8],
    ["stsz", 12],
    ["stsc", 8],
    ["stco", 8],
    ["stss", 8],
    // One entry that stands for four thousand million samples.
    ["stts", 12],
  ])(
    "neither hold up nor end the process when a table lies (%s at %i)",
    async (table, offset) => {
      const hostile = await readFile(await makeClip(folder, `honest-${table}-${offset}.mp4`));
      hostile.writeUInt32BE(0xffffffff, hostile.indexOf(table, 0, "latin1") + offset);
      const file = await makeFile(folder, `hostile-${table}-${offset}.mp4`, hostile);
      let ticks = 0;
      const ticking = setInterval(() => ticks++, 10);
      const startedAt = performance.now();
      await expect(probeMedia(file, { timeoutMs: 2_000 })).rejects.toSatisfy(isUnreadable);
      clearInterval(ticking);
      const tookMs = performance.now() - startedAt;
      expect(tookMs).toBeLessThan(6_000);
      // Others were served meanwhile.
      expect(ticks).toBeGreaterThan(tookMs / 100);
    },
    30_000,
  );
});

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: "#d05010" } });

describe("the facts of a picture", () => {
  it.each(["jpeg", "png", "webp", "gif", "tiff"] as const)("are read from %s", async (format) => {
    const file = await makeFile(folder, `picture-${format}`, await picture(400, 300).toFormat(format).toBuffer());
    expect(await probeImage(file)).toEqual({ format, width: 400, height: 300 });
  });

  it("are read from BMP, which ffmpeg turns into something readable", async () => {
    const png = await makeFile(folder, "for-bmp.png", await picture(400, 300).png().toBuffer());
    const bmp = path.join(folder, "picture.bmp");
    await runFfmpeg(["-i", png, "-y", bmp], { timeoutMs: 10_000 });
    expect(await probeImage(bmp)).toEqual({ format: "bmp", width: 400, height: 300 });
    expect(await makeThumbnail(bmp)).toMatchObject({ width: 400, height: 300 });
  });

  it("tell the size as it is shown when the camera was held upright", async () => {
    const file = await makeFile(folder, "turned.jpg", await picture(400, 300).jpeg().withMetadata({ orientation: 6 }).toBuffer());
    expect(await probeImage(file)).toEqual({ format: "jpeg", width: 300, height: 400 });
  });

  it("are refused of pictures cut short", async () => {
    const whole = await sharp(Buffer.from(Uint8Array.from({ length: 300 * 300 * 3 }, (_, index) => (index * 7919) % 256)), {
      raw: { width: 300, height: 300, channels: 3 },
    })
      .jpeg()
      .toBuffer();
    const file = await makeFile(folder, "cut.jpg", whole.subarray(0, whole.length / 2));
    await expect(probeImage(file)).rejects.toSatisfy(isUnreadable);
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["a text", Buffer.from("hello, I am a picture")],
    ["SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image href="file:///etc/passwd"/></svg>')],
    ["PDF", Buffer.from("%PDF-1.7\n%%EOF")],
    ["a BMP that claims to be enormous", Buffer.from("424d460000000000000036000000280000007fffffff7fffffff0100180000000000", "hex")],
  ])("are refused of %s", async (name, bytes) => {
    const file = await makeFile(folder, `refused-${name.replaceAll(" ", "-")}`, bytes);
    await expect(probeImage(file)).rejects.toSatisfy(isUnreadable);
  });

  it("are refused of a picture that would fill the memory when decoded", async () => {
    const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: "black" } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(probeImage(await makeFile(folder, "bomb.png", bomb))).rejects.toSatisfy(isUnreadable);
  });
});

describe("thumbnails", () => {
  it("are small WebPs, upright, without the camera's data, never enlarged", async () => {
    const jpeg = await picture(2_000, 1_000)
      .jpeg()
      .withExif({ IFD0: { Copyright: "canary" } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { bytes, width, height } = await makeThumbnail(await makeFile(folder, "large.jpg", jpeg));
    expect({ width, height }).toEqual({ width: 240, height: 480 });
    const metadata = await sharp(bytes).metadata();
    expect(metadata).toMatchObject({ format: "webp", width: 240, height: 480 });
    expect(metadata.exif).toBeUndefined();
    expect(bytes.includes("canary")).toBe(false);
    const small = await makeFile(folder, "small.png", await picture(100, 50).png().toBuffer());
    expect(await makeThumbnail(small)).toMatchObject({ width: 100, height: 50 });
  });

  it("are made of bytes too, in the size that is asked for", async () => {
    expect(await makeWebp(await picture(1_280, 720).png().toBuffer(), 960)).toMatchObject({ width: 960, height: 540 });
    await expect(makeWebp(Buffer.from("nothing"), 960)).rejects.toSatisfy(isUnreadable);
  });
});

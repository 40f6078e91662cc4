import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { assertDecodes, cleanMedia, fitVideo } from "./clean-media";
import { cleanImage, probeImage } from "./image";
import { probeMedia } from "./probe";
import { runFfmpeg } from "./run-ffmpeg";
import { makeClip, makeFile, makeSound, sampleFolder } from "@/lib/testing/sample-files";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let folder: string;
beforeAll(async () => {
  folder = await sampleFolder();
});
const at = (name: string): string => path.join(folder, name);

describe("a picture that was drawn anew", () => {
  it("stands upright, keeps its colour profile and tells nothing of place, camera and owner", async () => {
    const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: "#c33" } })
      .withMetadata({
        orientation: 6,
        icc: "p3",
        exif: { IFD0: { Make: "SECRETCAM", Artist: "A Name" }, IFD3: { GPSLatitude: "52/1 31/1 0/1", GPSLatitudeRef: "N" } },
      })
      .jpeg()
      .toBuffer();
    // A payload behind the end, as polyglots have it.
    const file = await makeFile(folder, "photo.jpg", Buffer.concat([bytes, Buffer.from("<script>PAYLOAD</script>")]));
    expect(await cleanImage(file, at("clean.jpg"))).toEqual({ mimeType: "image/jpeg", width: 300, height: 400 });
    const clean = await readFile(at("clean.jpg"));
    const { exif, orientation, icc } = await sharp(clean).metadata();
    expect({ exif, orientation, hasProfile: icc !== undefined }).toEqual({ exif: undefined, orientation: undefined, hasProfile: true });
    expect(clean.includes("SECRETCAM") || clean.includes("PAYLOAD")).toBe(false);
  });

  it("keeps every frame of an animation, and the transparency of a PNG", async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 320, height: 320, channels: 3, background } })
        .png()
        .toBuffer();
    const gif = await sharp([await frame("red"), await frame("blue")], { join: { animated: true } })
      .gif()
      .toBuffer();
    expect(await cleanImage(await makeFile(folder, "a.gif", gif), at("clean.gif"))).toEqual({
      mimeType: "image/gif",
      width: 320,
      height: 320,
    });
    expect((await sharp(at("clean.gif"), { pages: -1 }).metadata()).pages).toBe(2);
    const png = await sharp({ create: { width: 320, height: 320, channels: 4, background: "#0000" } })
      .png()
      .toBuffer();
    await cleanImage(await makeFile(folder, "a.png", png), at("clean.png"));
    expect((await sharp(at("clean.png")).metadata()).hasAlpha).toBe(true);
  });

  it("becomes one that every browser shows: TIFF and BMP a PNG, ink colours those of a screen", async () => {
    const tiff = await sharp({ create: { width: 320, height: 320, channels: 3, background: "teal" } })
      .tiff()
      .toBuffer();
    expect((await cleanImage(await makeFile(folder, "a.tiff", tiff), at("tiff.png"))).mimeType).toBe("image/png");
    const ink = await sharp({ create: { width: 320, height: 320, channels: 3, background: "#c33" } })
      .toColourspace("cmyk")
      .jpeg()
      .toBuffer();
    await cleanImage(await makeFile(folder, "ink.jpg", ink), at("ink.jpg.clean"));
    expect(await sharp(at("ink.jpg.clean")).metadata()).toMatchObject({ space: "srgb", channels: 3 });
  });

  it("becomes a JPEG where it was HEIC, of the same size and colours", async () => {
    const heic = "lib/testing/fixtures/brought/telephone.heic";
    expect(await probeImage(heic)).toEqual({ format: "heic", width: 400, height: 300 });
    expect(await cleanImage(heic, at("heic.jpg"))).toEqual({ mimeType: "image/jpeg", width: 400, height: 300 });
    const { channels } = await sharp(at("heic.jpg")).stats();
    // Teal to orange: a picture that was decoded wrongly would be grey or green.
    expect(channels.map(({ mean }) => mean > 60 && mean < 200)).toEqual([true, true, true]);
    expect(channels[0]!.stdev).toBeGreaterThan(20);
  });

  it("is refused when it is no picture, also when it calls itself HEIC", async () => {
    const box = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(200, 7)]);
    const file = await makeFile(folder, "broken.heic", box);
    await expect(probeImage(file)).rejects.toMatchObject({ code: "unreadable-media" });
    await expect(cleanImage(file, at("broken.jpg"))).rejects.toMatchObject({ code: "unreadable-media" });
  });
});

describe("a clip", () => {
  it("that was cut off behind its index does not decode, and a whole one does", async () => {
    const whole = await makeClip(folder, "whole.mp4", { seconds: 2, sound: true });
    const bytes = await readFile(whole);
    const cut = await makeFile(folder, "cut.mp4", bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    await expect(assertDecodes(whole, { container: "mp4" })).resolves.toBeUndefined();
    await expect(assertDecodes(cut, { container: "mp4" })).rejects.toMatchObject({ code: "unreadable-media" });
  });

  it("loses its place and its names, and nothing of picture, sound and turn", async () => {
    const clip = await makeClip(folder, "turned.mp4", { seconds: 1, sound: true, rotate: 90 });
    const tagged = at("tagged.mov");
    await runFfmpeg(["-i", clip, "-c", "copy", "-metadata", "location=+52.5200+013.4050/", "-metadata", "artist=SECRETCAM", "-y", tagged], {
      timeoutMs: 30_000,
    });
    expect((await readFile(tagged)).includes("+52.5200")).toBe(true);
    await cleanMedia(tagged, at("untagged.mov"), { container: "mov" });
    const bytes = await readFile(at("untagged.mov"));
    expect(bytes.includes("+52.52") || bytes.includes("SECRETCAM")).toBe(false);
    const [before, after] = [await probeMedia(tagged), await probeMedia(at("untagged.mov"))];
    expect(after).toEqual(before);
  });

  it("is made to fit: fewer pixels in the same shape, the same length, with its sound", async () => {
    const large = await makeClip(folder, "large.mp4", { seconds: 1, size: "1920x1080", sound: true });
    await fitVideo(large, at("fitted.mp4"), { maxPixels: 927_408 });
    expect(await probeMedia(at("fitted.mp4"))).toMatchObject({ width: 1284, height: 722, videoCodec: "avc", audioCodec: "aac" });
  });
});

describe("a sound", () => {
  it("loses its tags and keeps its length", async () => {
    const sound = await makeSound(folder, "plain.mp3", 3);
    const tagged = at("tagged.mp3");
    await runFfmpeg(["-i", sound, "-c", "copy", "-metadata", "artist=SECRETCAM", "-y", tagged], { timeoutMs: 30_000 });
    await cleanMedia(tagged, at("clean.mp3"), { container: "mp3" });
    expect((await readFile(at("clean.mp3"))).includes("SECRETCAM")).toBe(false);
    const [before, after] = [await probeMedia(tagged), await probeMedia(at("clean.mp3"))];
    expect(Math.abs(after.durationMs - before.durationMs)).toBeLessThan(60);
  });
});

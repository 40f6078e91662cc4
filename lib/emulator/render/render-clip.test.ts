import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ALL_FORMATS, BufferSource, Input } from "mediabunny";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { FIXED_RATIOS, OUTPUT_PIXELS, RESOLUTIONS } from "@/lib/models/catalog";
import type { InputSlot } from "@/lib/wire/told-task";

import { probeMedia } from "@/lib/platform/ffmpeg/probe";

import { keepMedia } from "../media";
import type { MediaFile, TaskInput, TaskRecord } from "../records";
import { drawing, ffmpegNow, makeMedia } from "../test-kit";
import { type RenderEffort, renderClip } from "./render-clip";
import { writesTenBit } from "./writes-ten-bit";

// Clips are really made here, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const canTenBit = await writesTenBit();

let folder: string;
let first: MediaFile;
let last: MediaFile;
let film: MediaFile;
let voice: MediaFile;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "seedance-render-"));
  first = await keepMedia(folder, "first.jpg", await drawing(1200, 800, 20));
  last = await keepMedia(folder, "last.jpg", await drawing(800, 1000, 200));
  film = await keepMedia(folder, "film.mp4", makeMedia("video", 2));
  voice = await keepMedia(folder, "voice.wav", makeMedia("audio", 2));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const input = (slot: InputSlot, media: MediaFile): TaskInput => ({ slot, kind: media.kind, url: "asset://x", media });

async function render(name: string, over: Partial<TaskRecord>, effort: RenderEffort = "quick") {
  const task = {
    id: `cgt-20260617212929-${name}`,
    modelKey: "seedance-2.0",
    mode: "text",
    prompt: "A paper boat on a lake, 一只纸船",
    inputs: [],
    resolution: "480p",
    ratio: "16:9",
    durationSeconds: 4,
    sound: false,
    watermark: false,
    returnLastFrame: false,
    seed: 7,
    lastFrameFormat: "png",
    scenarios: {},
    ...over,
  } as unknown as TaskRecord;
  const files = {
    video: path.join(folder, `${name}.mp4`),
    lastFrame: task.returnLastFrame ? path.join(folder, `${name}.${task.lastFrameFormat}`) : null,
  };
  await renderClip(task, files, effort, { signal: new AbortController().signal });
  return files;
}

async function measure(file: string) {
  const bytes = readFileSync(file);
  const media = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
  const video = await media.getPrimaryVideoTrack();
  const audio = await media.getPrimaryAudioTrack();
  const stats = await video?.computePacketStats();
  const facts = {
    size: [video?.codedWidth, video?.codedHeight],
    codec: video?.codec,
    frames: stats?.packetCount,
    fps: Math.round((stats?.averagePacketRate ?? 0) * 100) / 100,
    seconds: (await video?.computeDuration()) ?? 0,
    channels: audio?.numberOfChannels ?? 0,
    audioSeconds: audio ? await audio.computeDuration() : 0,
    // The index stands before the data, so that playing can begin at once.
    isFastStart: bytes.indexOf("moov") < bytes.indexOf("mdat"),
  };
  media.dispose();
  return facts;
}

const frameOf = (file: string, index: number): Buffer =>
  ffmpegNow(["-v", "error", "-i", file, "-vf", `select=eq(n\\,${index})`, "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "pipe:1"]);

/** Mean difference of two pictures per channel, 0 to 255. */
async function difference(a: Buffer, b: Buffer, area?: { left: number; top: number; width: number; height: number }): Promise<number> {
  const raw = (bytes: Buffer) => {
    const image = sharp(bytes).removeAlpha().toColourspace("srgb");
    return (area ? image.extract(area) : image).raw().toBuffer();
  };
  const [one, two] = await Promise.all([raw(a), raw(b)]);
  expect(one.byteLength).toBe(two.byteLength);
  let sum = 0;
  for (let at = 0; at < one.byteLength; at += 1) sum += Math.abs((one[at] ?? 0) - (two[at] ?? 0));
  return sum / one.byteLength;
}
const cover = (file: MediaFile, [width, height]: readonly [number, number]) =>
  sharp(file.path).resize(width, height, { fit: "cover", position: "centre" }).png().toBuffer();

describe("a clip", () => {
  it("has the table's exact pixels at every resolution and ratio", async () => {
    for (const resolution of RESOLUTIONS) {
      for (const ratio of FIXED_RATIOS) {
        // One frame tells the size; the length has a test of its own.
        const { video } = await render(`size-${resolution}-${ratio.replace(":", "x")}`, {
          mode: "firstFrame",
          inputs: [input("firstFrame", first)],
          resolution,
          ratio,
          durationSeconds: 0,
        });
        expect((await measure(video)).size, `${resolution} ${ratio}`).toEqual(OUTPUT_PIXELS[resolution][ratio]);
      }
    }
  });

  it("has sizes of its own where its model has", async () => {
    const { video } = await render("newest", { modelKey: "seedance-2.5", durationSeconds: 0 });
    expect((await measure(video)).size).toEqual([854, 480]);
  });

  it("can be H.264 and PCM in the other container", async () => {
    const film = (await render("film", { outputFormat: "mov", sound: true, durationSeconds: 1 })).video;
    expect(await measure(film)).toMatchObject({ codec: "avc", channels: 1, frames: 25 });
    expect(readFileSync(film).subarray(8, 12).toString("latin1")).toBe("qt  ");
  });

  it("has 24 frames a second, one frame more than its length, and mono sound of the same length", async () => {
    const { video } = await render("sound", { sound: true, durationSeconds: 5 }, "full");
    const facts = await measure(video);
    expect(facts).toMatchObject({ codec: "avc", size: [864, 496], frames: 121, fps: 24, channels: 1, isFastStart: true });
    expect(facts.seconds).toBeCloseTo(121 / 24, 2);
    expect(facts.audioSeconds).toBeGreaterThan(4.9);
    expect(facts.audioSeconds).toBeLessThan(5.1);
  });

  it.runIf(canTenBit)("is 10-bit H.265 with its sound and exact pixels, where it is to be", async () => {
    const { video } = await render("ten-bit", { tenBit: true, sound: true, durationSeconds: 0 });
    expect(await measure(video)).toMatchObject({ codec: "hevc", size: [864, 496], channels: 1, isFastStart: true });
    expect((await probeMedia(video)).codecs).toMatch(/^hvc1\.2\..*, mp4a/);
  });

  it("has no audio track when no sound was asked for", async () => {
    const { video } = await render("silent", { durationSeconds: 4 });
    expect(await measure(video)).toMatchObject({ frames: 97, channels: 0 });
  });

  it("carries its prompt: other words make another picture, the same words the same", async () => {
    const [one, again, other] = [
      await render("one", { durationSeconds: 0 }),
      await render("again", { durationSeconds: 0 }),
      await render("other", { durationSeconds: 0, prompt: "Night city 夜晚的城市" }),
    ];
    const [a, b, c] = [frameOf(one.video, 0), frameOf(again.video, 0), frameOf(other.video, 0)];
    expect(await difference(a, c)).toBeGreaterThan(15);
    const [width, height] = OUTPUT_PIXELS["480p"]["16:9"];
    expect(await difference(a, b, { left: 0, top: 0, width, height: Math.floor(height * 0.5) })).toBeLessThan(1);
  });
});

describe("frame modes", () => {
  it("begin on the first picture, cut centrally, with nothing over it", async () => {
    const { video } = await render("first", { mode: "firstFrame", inputs: [input("firstFrame", first)] }, "full");
    expect(await difference(frameOf(video, 0), await cover(first, [864, 496]))).toBeLessThan(4);
    expect((await measure(video)).frames).toBe(97);
  });

  it("end on the last picture, which is also the returned frame", async () => {
    const { video, lastFrame } = await render(
      "both",
      { mode: "firstLast", inputs: [input("firstFrame", first), input("lastFrame", last)], returnLastFrame: true, watermark: true },
      "full",
    );
    expect((await measure(video)).frames).toBe(97);
    const picture = await cover(last, [864, 496]);
    expect(await difference(frameOf(video, 0), await cover(first, [864, 496]))).toBeLessThan(6);
    const returned = readFileSync(lastFrame ?? "");
    expect(await sharp(returned).metadata()).toMatchObject({ format: "png", width: 864, height: 496 });
    expect(await difference(returned, picture)).toBeLessThan(4);
    // The watermark stands in the clip's corner and not in the returned frame.
    const corner = { left: 864 - 150, top: 496 - 50, width: 130, height: 36 };
    const end = frameOf(video, 96);
    expect(await difference(end, returned, corner)).toBeGreaterThan(15);
    expect(await difference(end, returned, { left: 0, top: 0, width: 864, height: 300 })).toBeLessThan(4);
  });

  it("show HEIC, BMP and GIF inputs without failing", async () => {
    const bmp = ffmpegNow([
      "-v",
      "error",
      "-f",
      "lavfi",
      "-i",
      "color=c=red:size=400x400",
      "-frames:v",
      "1",
      "-f",
      "image2pipe",
      "-c:v",
      "bmp",
      "pipe:1",
    ]);
    const red = await keepMedia(folder, "red.bmp", bmp);
    const { video } = await render("bmp", { mode: "firstFrame", inputs: [input("firstFrame", red)], durationSeconds: 0 });
    const { data } = await sharp(frameOf(video, 0)).resize(1, 1).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)].map((channel) => Math.round(channel / 64))).toEqual([4, 0, 0]);
    const gif = await keepMedia(
      folder,
      "dot.gif",
      await sharp({ create: { width: 400, height: 400, channels: 3, background: "#0a0" } })
        .gif()
        .toBuffer(),
    );
    await render("gif", { mode: "firstFrame", inputs: [input("firstFrame", gif)], durationSeconds: 0 });
    await render("heic", { mode: "firstFrame", inputs: [input("firstFrame", { ...first, format: "heic" })], durationSeconds: 0 });
  });
});

describe("references", () => {
  it("all come into the picture, one after the other", async () => {
    const inputs = [input("reference", first), input("reference", last), input("reference", film), input("reference", voice)];
    const { video } = await render("references", { mode: "references", inputs, sound: true }, "full");
    expect(await measure(video)).toMatchObject({ frames: 97, channels: 1 });
    const area = { left: 0, top: 130, width: 864, height: 220 };
    expect(await difference(frameOf(video, 0), await cover(first, [864, 496]), area)).toBeLessThan(8);
    expect(await difference(frameOf(video, 36), await cover(last, [864, 496]), area)).toBeLessThan(30);
    expect(await difference(frameOf(video, 36), await cover(first, [864, 496]), area)).toBeGreaterThan(40);
    const end = frameOf(video, 96);
    expect(await difference(end, await cover(last, [864, 496]), area)).toBeGreaterThan(40);
  });
});

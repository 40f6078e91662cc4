import { describe, expect, it } from "vitest";
import { acceptOf, findCeilingProblem, findProblem, findProblems, isFitted, kindOfFile, type MediaFacts } from "./limits";

const facts = (patch: Partial<MediaFacts>): MediaFacts => ({
  sizeBytes: 1000,
  width: null,
  height: null,
  durationMs: null,
  framesPerSecond: null,
  ...patch,
});
const MB = 1024 * 1024;

// C18: where the documents differ, the strictest limit holds.
describe("findProblem", () => {
  it.each<["image" | "video" | "audio", Partial<MediaFacts>, string | null]>([
    ["image", { sizeBytes: 0 }, "empty"],
    ["image", { sizeBytes: 30 * MB }, null],
    ["image", { sizeBytes: 30 * MB + 1 }, "tooLarge"],
    ["image", { width: 300, height: 300 }, null],
    ["image", { width: 299, height: 400 }, "tooSmallSide"],
    ["image", { width: 6001, height: 4000 }, "tooLargeSide"],
    ["image", { width: 1000, height: 400 }, null],
    ["image", { width: 1001, height: 400 }, "wrongShape"],
    ["image", { width: 399, height: 1000 }, "wrongShape"],
    ["video", { sizeBytes: 50 * MB + 1 }, "tooLarge"],
    ["video", { width: 1280, height: 720 }, null],
    ["video", { width: 864, height: 496, durationMs: 5000, framesPerSecond: 24 }, null],
    ["video", { width: 640, height: 480 }, "tooFewPixels"],
    ["video", { width: 1920, height: 1080 }, "tooManyPixels"],
    ["video", { durationMs: 1799 }, "tooShort"],
    ["video", { durationMs: 15_100 }, null],
    ["video", { durationMs: 15_201 }, "tooLong"],
    ["video", { framesPerSecond: 23.976 }, null],
    ["video", { framesPerSecond: 15 }, "wrongFrameRate"],
    ["video", { framesPerSecond: 120 }, "wrongFrameRate"],
    ["audio", { durationMs: 2000 }, null],
    ["audio", { durationMs: 60_000 }, "tooLong"],
    ["audio", { sizeBytes: 15 * MB + 1 }, "tooLarge"],
  ])("%s %j: %s", (kind, patch, code) => expect(findProblem(kind, facts(patch))?.code ?? null).toBe(code));

  it("carries the numbers that its sentence needs", () => {
    expect(findProblem("image", facts({ width: 200, height: 800 }))).toEqual({
      code: "tooSmallSide",
      values: { width: 200, height: 800, limit: 300 },
    });
    expect(findProblem("video", facts({ sizeBytes: 80 * MB }))).toEqual({ code: "tooLarge", values: { megabytes: 80, limit: 50 } });
    expect(findProblem("audio", facts({ durationMs: 62_340 }))?.values).toMatchObject({ seconds: 62.3, max: 15 });
    // Never "50 MB is too large; 50 MB is the most".
    expect(findProblem("video", facts({ sizeBytes: 50 * MB + 1 }))?.values).toEqual({ megabytes: 51, limit: 50 });
  });

  it("tells all that is wrong, in the order in which it is mended: the part first, then the size, and the bytes last", () => {
    const film = facts({ sizeBytes: 300 * MB, width: 3840, height: 2160, durationMs: 60_000, framesPerSecond: 120 });
    expect(findProblems("video", film).map(({ code }) => code)).toEqual(["tooLong", "tooManyPixels", "wrongFrameRate", "tooLarge"]);
    expect(isFitted("video", findProblems("video", film))).toBe(false);
    expect(isFitted("video", findProblems("video", facts({ width: 1920, height: 1080, durationMs: 5000 })))).toBe(true);
  });

  it.each<["image" | "video" | "audio", number, string | null]>([
    ["image", 64 * MB, null],
    ["image", 64 * MB + 1, "tooLarge"],
    ["video", 500 * MB, null],
    ["video", 500 * MB + 1, "tooLarge"],
    ["audio", 200 * MB, null],
    ["audio", 200 * MB + 1, "tooLarge"],
    ["audio", 0, "empty"],
  ])("of %s %i bytes may be brought: %s", (kind, bytes, code) => expect(findCeilingProblem(kind, bytes)?.code ?? null).toBe(code));
});

// C17: one page lists HEIC and another does not: it is taken here, and becomes a JPEG.
describe("kindOfFile", () => {
  it.each<[string, string, string]>([
    ["image/png", "a.png", "image"],
    ["IMAGE/JPEG; charset=x", "a", "image"],
    ["audio/x-wav", "a.wav", "audio"],
    ["video/quicktime", "a.mov", "video"],
    ["", "scan.TIFF", "image"],
    ["image/heif", "IMG_1.HEIC", "image"],
    ["", "IMG_1.heic", "image"],
    ["application/octet-stream", "shot.bmp", "image"],
    ["audio/x-m4a", "voice.m4a", "audio"],
    ["video/webm", "a.webm", "video"],
    ["", "a.avif", "image"],
    ["audio/flac", "a.flac", "audio"],
  ])("%s %s is taken as %s", (type, name, kind) => expect(kindOfFile(type, name)).toMatchObject({ ok: true, kind }));

  it.each<[string, string, string]>([
    ["image/svg+xml", "a.svg", "svg"],
    ["application/pdf", "a.png", "wrongType"],
    ["", "a", "wrongType"],
  ])("%s %s is refused as %s", (type, name, code) => expect(kindOfFile(type, name)).toEqual({ ok: false, code }));

  it("file choosers offer types and endings", () => {
    expect(acceptOf("audio").split(",")).toEqual(expect.arrayContaining(["audio/mpeg", "audio/wav", "audio/mp4", ".mp3", ".wav", ".m4a"]));
  });
});

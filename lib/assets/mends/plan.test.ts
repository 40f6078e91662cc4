import { describe, expect, it } from "vitest";
import type { AssetView } from "../view";
import { ASSET_LIMITS, findProblems } from "../limits";
import { offersFor } from "./offer";
import { constantRate, holdFor, planPart, planShape } from "./plan-clip";

describe("the constant rate of a clip", () => {
  it.each<[number | null, string]>([
    [23.976, "24000/1001"],
    [24, "24"],
    [29.97, "30000/1001"],
    [30.02, "30"],
    [28.3, "28"],
    [59.94, "60000/1001"],
    [15, "24"],
    [12, "24"],
    [120, "60"],
    [240, "60"],
    [null, "24"],
  ])("of %s frames a second is %s", (measured, rate) => expect(constantRate(measured)).toBe(rate));
});

describe("the shape of a clip", () => {
  it("keeps every limit, whatever it was", () => {
    for (let width = 16; width < 8000; width += 331)
      for (let height = 16; height < 8000; height += 227) {
        const { canvas } = planShape({ width, height, framesPerSecond: 30 });
        const problems = findProblems("video", { sizeBytes: 1, ...canvas, durationMs: 5000, framesPerSecond: 30 });
        expect(problems, `${width} × ${height} → ${canvas.width} × ${canvas.height}`).toEqual([]);
        expect([canvas.width % 2, canvas.height % 2]).toEqual([0, 0]);
      }
  });

  it("stays what it is where it fits", () => {
    expect(planShape({ width: 1280, height: 720, framesPerSecond: 24 })).toMatchObject({
      width: 1280,
      height: 720,
      canvas: { width: 1280, height: 720 },
    });
  });
});

it("the part lies inside of the file, and is never longer than is taken", () => {
  expect(planPart({ startMs: 10_000, endMs: 25_000 }, 20_000)).toEqual({ start: 10, seconds: 10 });
  expect(planPart({ startMs: 0, endMs: 60_000 }, 60_000)?.seconds).toBe(ASSET_LIMITS.video.seconds.max);
  expect(planPart(null, 20_000)).toBeNull();
  expect([holdFor(1799), holdFor(1800), holdFor(null)]).toEqual([2, null, null]);
});

describe("what one press can do", () => {
  const file = (patch: Partial<AssetView>) => ({
    kind: "image" as const,
    width: 1280,
    height: 720,
    durationMs: null,
    problem: null,
    ...patch,
  });
  const problem = (code: NonNullable<AssetView["problem"]>["code"]) => ({ problem: { code, values: {} } });
  it.each<[string, Partial<AssetView>, string[]]>([
    ["a good one", {}, []],
    ["one that cannot be read", problem("unreadable"), []],
    ["a small picture", { ...problem("tooSmallSide"), width: 200, height: 200 }, ["fit"]],
    ["a banner", { ...problem("wrongShape"), width: 1800, height: 400 }, ["crop", "fit"]],
    ["a large banner", { ...problem("tooLargeSide"), width: 8000, height: 400 }, ["crop", "fit"]],
    ["a wide clip", { ...problem("wrongShape"), kind: "video", width: 1800, height: 400, durationMs: 5000 }, ["fit"]],
    ["a film", { ...problem("tooLong"), kind: "video", durationMs: 60_000 }, ["trim"]],
    ["a film of another kind", { ...problem("webm"), kind: "video", durationMs: 60_000 }, ["trim"]],
    ["a voice from a telephone", { ...problem("m4a"), kind: "audio", durationMs: 9000 }, ["convert"]],
    ["ProRes", { ...problem("wrongCodec"), kind: "video", durationMs: 9000 }, ["convert"]],
  ])("%s", (_name, patch, offers) => expect(offersFor(file(patch))).toEqual(offers));
});

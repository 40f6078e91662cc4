import { describe, expect, it } from "vitest";
import { firstRange, formatTenths, moveEnd, moveStart, scaleOf, toMs } from "./trim-range";

const film = scaleOf({ durationMs: 60_000, framesPerSecond: 24 });
const speech = scaleOf({ durationMs: 60_000, framesPerSecond: null });

describe("the part of a file", () => {
  it("is counted in frames, or in tenths of a second", () => {
    expect(film).toEqual({ unitMs: 1000 / 24, count: 1440, most: 360, least: 48 });
    expect(speech).toEqual({ unitMs: 100, count: 600, most: 150, least: 20 });
    expect(firstRange(film)).toEqual({ start: 0, end: 360 });
    expect([toMs(360, film), toMs(150, speech)]).toEqual([15_000, 15_000]);
    expect(scaleOf({ durationMs: 17_000, framesPerSecond: 30_000 / 1001 })).toMatchObject({ count: 509, most: 449, least: 60 });
  });

  it("keeps its length within what is taken, whichever end is moved, and lies inside of the file", () => {
    for (const scale of [film, speech])
      for (let to = -100; to < scale.count + 100; to += 7)
        for (const before of [
          { start: 0, end: scale.most },
          { start: 10, end: 10 + scale.least },
          { start: scale.count - scale.least, end: scale.count },
        ])
          for (const { start, end } of [moveStart(before, to, scale), moveEnd(before, to, scale)]) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(scale.count);
            expect(end - start).toBeGreaterThanOrEqual(scale.least);
            expect(end - start).toBeLessThanOrEqual(scale.most);
          }
  });

  it("the end that is moved goes where it was put, and the other gives way", () => {
    expect(moveStart({ start: 0, end: 360 }, 600, film)).toEqual({ start: 600, end: 648 });
    expect(moveEnd({ start: 0, end: 360 }, 1000, film)).toEqual({ start: 640, end: 1000 });
    expect(moveStart({ start: 0, end: 360 }, 1, film)).toEqual({ start: 1, end: 360 });
  });

  it("is as long as the file where that is short", () => {
    const short = scaleOf({ durationMs: 1_500, framesPerSecond: 24 });
    expect(firstRange(short)).toEqual({ start: 0, end: 36 });
    expect(moveStart({ start: 0, end: 36 }, 10, short)).toEqual({ start: 0, end: 36 });
  });
});

it("a moment is written in tenths", () => {
  expect([0, 7_340, 59_960, 61_200].map(formatTenths)).toEqual(["0:00.0", "0:07.3", "1:00.0", "1:01.2"]);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DayCount } from "@/lib/generations/find/count-days";
import { beginningOf, clipsOf, isShownFrom, minuteReader, momentAt, placeOf, rankOf, type Scale } from "./scale";

const newest: Scale = {
  days: [
    ["2026-11-22", 10],
    ["2026-11-20", 4],
    ["2025-01-01", 100],
  ],
  isOldestFirst: false,
  isOfAll: false,
};
const oldest: Scale = { ...newest, days: newest.days.toReversed(), isOldestFirst: true };

describe("the scale of days", () => {
  it("begins a day where its first clip is, in either order", () => {
    expect([beginningOf(newest, "2026-11-20"), beginningOf(oldest, "2026-11-20")]).toEqual(["2026-11-20T24:00", "2026-11-20T00:00"]);
  });

  it("counts what stands in front", () => {
    expect(rankOf(newest, "2026-11-20", 24 * 60)).toBe(10);
    expect(rankOf(newest, "2026-11-20", 12 * 60)).toBe(12);
    expect(rankOf(newest, "2026-11-21", 600), "a day that the counts do not know yet").toBe(10);
    expect(rankOf(oldest, "2026-11-20", 0)).toBe(100);
    expect(placeOf(oldest, "2026-11-20")).toBe(1);
    expect(placeOf(newest, "2020-01-01"), "older than all").toBe(2);
  });

  it("finds the moment for a number, to the minute", () => {
    expect(momentAt(newest, 0)).toBe("2026-11-22T24:00");
    expect(momentAt(newest, 10)).toBe("2026-11-20T24:00");
    expect(momentAt(newest, 1e9)).toBe("2025-01-01T00:01");
    expect(momentAt(oldest, 100)).toBe("2026-11-20T00:00");
  });

  it("is the same both ways, as far as a minute tells", () => {
    const days = fc
      .array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 30 })
      .map((counts) =>
        counts.map((clips, index): DayCount => [new Date(Date.UTC(2026, 0, 400 - 2 * index)).toISOString().slice(0, 10), clips]),
      );
    fc.assert(
      fc.property(days, fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }), (list, isOldestFirst, part) => {
        const scale: Scale = { days: isOldestFirst ? list.toReversed() : list, isOldestFirst, isOfAll: false };
        const rank = Math.min(part * clipsOf(scale), clipsOf(scale) - 1);
        const [day = "", time = ""] = momentAt(scale, rank).split("T");
        const [hours = 0, minutes = 0] = time.split(":").map(Number);
        const clips = scale.days[placeOf(scale, day)]![1];
        expect(Math.abs(rankOf(scale, day, hours * 60 + minutes) - rank)).toBeLessThanOrEqual((clips * 3) / 1440 + 1e-6);
      }),
    );
  });

  it("tells what a list that begins at a moment shows", () => {
    expect(["23:59", "24:00"].map((time) => isShownFrom(`2026-11-20T${time}`, false, "2026-11-20", 24 * 60 - 1))).toEqual([false, true]);
    expect(["12:00", "12:01"].map((time) => isShownFrom(`2026-11-20T${time}`, true, "2026-11-20", 12 * 60))).toEqual([true, false]);
  });

  it("reads the minute of the reader's own day", () => {
    expect(minuteReader("Asia/Kathmandu")("2026-11-21T18:15:00.000Z")).toBe(0);
    expect(minuteReader("UTC")("2026-11-21T18:15:59.000Z")).toBe(18 * 60 + 15);
  });
});

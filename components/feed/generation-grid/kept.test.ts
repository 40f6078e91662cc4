import { describe, expect, it } from "vitest";
import { basisOf, justify, type JustifyOptions, type LaidItem } from "@/components/clip/justify";
import type { GenerationStatus } from "@/lib/generations/lifecycle";
import type { CardView } from "@/lib/generations/view";
import { dayReader } from "../days/day-reader";
import { arrange, type Entry } from "./arrange";
import { isUnderWay, keptOf } from "./kept";

const MINUTE = 60_000;
const NEWEST = Date.UTC(2026, 10, 29, 12);
const SETTLED = new Date(NEWEST).toISOString();
const options: JustifyOptions = {
  width: 1328,
  columnGap: 12,
  scale: 1,
  captionHeight: 80,
  dayHeight: 48,
  lineHeight: 64,
  foldHeight: 60,
  mostStretch: 2,
  settledAt: SETTLED,
};

/** The newest first, one a minute; every so many-th did not become a clip. */
const history = (count: number, badOneIn = Infinity, newest = NEWEST): CardView[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `clip ${index}`,
    status: (index % badOneIn === 7 ? "failed" : "ready") as GenerationStatus,
    created: new Date(newest - index * MINUTE).toISOString(),
    shape: { width: 1280, height: 720 },
  })) as CardView[];

const lay = (views: readonly CardView[]) => {
  const entries = arrange(
    views.map((view) => ({ view })),
    dayReader("UTC"),
    new Set(),
  ).map((entry, index, all): Entry & LaidItem => ({
    ...entry,
    startsDay: all[index - 1]?.day !== entry.day,
    ...(entry.kind === "fold" ? { basis: 0, least: 0 } : basisOf(entry.view)),
    since: entry.created,
  }));
  return { entries, blocks: justify(entries, options) };
};
const kept = (views: readonly CardView[], sight: [number, number], settledAt = SETTLED) => {
  const { entries, blocks } = lay(views);
  return keptOf(entries, blocks, views, sight, settledAt)?.map(({ id }) => Number(id.slice("clip ".length)));
};
/** Which clips share a row, from one on. */
const rowsFrom = (views: readonly CardView[], id: string): string[] => {
  const { entries, blocks } = lay(views);
  const rows = blocks.filter(({ kind }) => kind !== "day").map(({ from, to }) => entries.slice(from, to).map((entry) => entry.id));
  return rows.slice(rows.findIndex((row) => row.includes(id))).map((row) => row.join());
};

describe("what stays loaded of a long history", () => {
  it("is all of it, until there is more than enough outside", () => {
    expect(kept(history(300), [100, 140])).toBeUndefined();
    expect(kept(history(900), [200, 240]), "only what lies behind is much")?.toEqual([0, expect.any(Number)]);
  });

  it("is some hundreds on either side of what is seen", () => {
    const [first = 0, last = 0] = kept(history(2_000), [1_000, 1_040]) ?? [];
    expect(first).toBeGreaterThan(740);
    expect(first).toBeLessThanOrEqual(760);
    expect(last).toBeGreaterThanOrEqual(1_279);
    expect(last).toBeLessThan(1_300);
  });

  it("lies in the rows in which it lay, also among what did not become clips", () => {
    for (const badOneIn of [Infinity, 20, 45]) {
      const views = history(2_000, badOneIn);
      const [first = 0, last = 0] = kept(views, [1_000, 1_040]) ?? [];
      expect(first).toBeGreaterThan(0);
      const inSight = `clip ${first + 200}`;
      const before = rowsFrom(views, inSight).slice(0, 40);
      expect(rowsFrom(views.slice(first, last + 1), inSight).slice(0, 40)).toEqual(before);
    }
  });

  it("is not cut among what came since the rows were laid out", () => {
    expect(kept(history(900), [600, 640], new Date(NEWEST - 700 * MINUTE).toISOString())).toBeUndefined();
  });
});

describe("what is under way", () => {
  it("holds what it lies in, on either side", () => {
    const views = history(9).map((view, at) => (at === 1 ? { ...view, status: "running" as const } : view));
    const [first, second, third, last] = [views[0]!, views[1]!, views[2]!, views[8]!];
    expect(isUnderWay(views, [first, last])).toBe(false);
    expect(isUnderWay(views, [second, last])).toBe(false);
    expect(isUnderWay(views, [third, last])).toBe(true);
    expect(isUnderWay(views, [first, first])).toBe(true);
  });
});

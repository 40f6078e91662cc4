import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basisOf, blocksBetween, heightOf, justify, type JustifyOptions, type LaidItem, ROW_HEIGHT } from "./justify";

const options: JustifyOptions = {
  width: 1328,
  columnGap: 12,
  scale: 1,
  captionHeight: 80,
  dayHeight: 48,
  lineHeight: 64,
  foldHeight: 60,
  mostStretch: 2,
  settledAt: "2",
};
const wide = basisOf({ shape: { width: 1280, height: 720 }, status: "ready" }).basis;
const tall = basisOf({ shape: { width: 720, height: 1280 }, status: "ready" }).basis;

const card = (basis: number, more: Partial<LaidItem> = {}): LaidItem => ({
  id: "",
  kind: "card",
  basis,
  least: 0,
  startsDay: false,
  since: "1",
  ...more,
});
const cards = (count: number, basis: number): LaidItem[] => Array.from({ length: count }, () => card(basis));
const rowsOf = (items: readonly LaidItem[], more: Partial<JustifyOptions> = {}) =>
  justify(items, { ...options, ...more })
    .filter((block) => block.kind === "row")
    .map(({ from, to }) => [from, to]);

describe("justify", () => {
  it("fills a row with as many as fit and stretches them to the edge", () => {
    const rows = justify(cards(4, wide), options);
    expect(rowsOf(cards(4, wide))).toEqual([
      [0, 3],
      [3, 4],
    ]);
    expect(rows[0]?.height).toBeCloseTo((ROW_HEIGHT * (1328 - 24)) / (3 * wide) + 80);
  });

  it("leaves the last row of a day at its own height", () => {
    expect(justify([card(wide, { startsDay: true })], options)).toEqual([
      { kind: "day", from: 0, to: 0, isOpen: false, top: 0, height: 48 },
      { kind: "row", from: 0, to: 1, isOpen: true, top: 48, height: ROW_HEIGHT + 80 },
    ]);
  });

  it("begins a new row with each day, and after each line", () => {
    const blocks = justify(
      [
        card(tall, { startsDay: true }),
        card(tall),
        card(0, { kind: "fold" }),
        card(0, { kind: "line" }),
        card(tall),
        card(tall, { startsDay: true }),
      ],
      options,
    );
    expect(blocks.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ["day", 0, 0],
      ["row", 0, 2],
      ["line", 2, 3],
      ["line", 3, 4],
      ["row", 4, 5],
      ["day", 5, 5],
      ["row", 5, 6],
    ]);
    expect([blocks[2]?.height, blocks[3]?.height]).toEqual([60, 64]);
  });

  it("shrinks a card that is wider than a phone", () => {
    expect(justify([card(wide)], { ...options, width: 366 })[0]?.height).toBeCloseTo((ROW_HEIGHT * 366) / wide + 80);
  });

  it("does not blow a lonely tall card up to the width of the window, and on a phone puts two into a row", () => {
    expect(justify([card(tall), card(wide)], { ...options, width: 500 })[0]?.height).toBeCloseTo(ROW_HEIGHT * 2 + 80);
    const phone = { ...options, width: 366, mostStretch: 1.42 };
    expect(justify([card(tall), card(tall)], phone)[0], "the last row of all").toMatchObject({
      isOpen: false,
      height: expect.closeTo((ROW_HEIGHT * 354) / (2 * tall) + 80),
    });
    expect(justify([card(tall), card(tall), card(wide)], phone)[0]).toMatchObject({
      from: 0,
      to: 2,
      height: expect.closeTo((ROW_HEIGHT * 354) / (2 * tall) + 80),
    });
    expect(justify([card(tall), card(wide)], phone)[0]?.height).toBeCloseTo(ROW_HEIGHT * 1.42 + 80);
  });

  it("has every item in exactly one row, none wider than the window, and rows without a gap between them", () => {
    const item = fc.record({
      basis: fc.integer({ min: 80, max: 900 }),
      since: fc.constantFrom("1", "3"),
      kind: fc.constantFrom("card" as const, "line" as const),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 80 }), fc.integer({ min: 280, max: 2000 }), (list, width) => {
        const items = list.map((one, index) => card(one.basis, { ...one, startsDay: index % 7 === 0 }));
        const blocks = justify(items, { ...options, width });
        const held = blocks.filter((block) => block.kind !== "day");
        expect(held.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, offset) => from + offset))).toEqual(
          items.map((_, index) => index),
        );
        for (const { from, to } of held) {
          const sum = items.slice(from, to).reduce((all, { basis }) => all + basis, 0);
          if (to - from > 1) expect(sum + options.columnGap * (to - from - 1)).toBeLessThanOrEqual(width);
        }
        let top = 0;
        for (const block of blocks) {
          expect(block.top).toBeCloseTo(top);
          top += block.height;
        }
        expect(heightOf(blocks)).toBeCloseTo(top);
      }),
    );
  });
});

describe("what comes after the rows were laid out", () => {
  const before = [card(wide), card(tall), card(wide), card(wide), card(tall)];
  const came = (...bases: number[]): LaidItem[] => bases.map((basis) => card(basis, { since: "3" }));

  it("fills a row of its own from the left, without stretching it, and opens the next when it is full", () => {
    const settled = rowsOf(before);
    for (const [arrivals, rows] of [
      [came(wide), [[0, 1]]],
      [came(tall, wide), [[0, 2]]],
      [came(wide, wide, wide), [[0, 3]]],
      // The three that came first stay together; while they are alone, no other fits beside them.
      [
        came(tall, wide, wide, wide),
        [
          [0, 1],
          [1, 4],
        ],
      ],
    ] as const) {
      const shift = arrivals.length;
      expect(rowsOf([...arrivals, ...before])).toEqual([...rows, ...settled.map(([from, to]) => [from! + shift, to! + shift])]);
      const [newest] = justify([...arrivals, ...before], options);
      expect(newest?.isOpen).toBe(arrivals.length !== 3);
      if (newest?.isOpen) expect(newest.height).toBe(ROW_HEIGHT + 80);
    }
  });

  it("never moves a card of another row, whoever presses how often", () => {
    const bases = fc.array(fc.integer({ min: 80, max: 900 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(bases, bases, fc.integer({ min: 280, max: 2000 }), (old, arrivals, width) => {
        const placed = (count: number): Map<number, string> => {
          const list = [...came(...arrivals.slice(arrivals.length - count)), ...old.map((basis) => card(basis))];
          // Counted from the oldest, so that a card keeps its number.
          const number = (index: number): number => list.length - index;
          const rows = rowsOf(list, { width });
          return new Map(rows.slice(1).map(([from, to]) => [number(from!), `${number(from!)}–${number(to!)}`]));
        };
        for (let count = 1; count < arrivals.length; count += 1)
          for (const [first, row] of placed(count)) expect(placed(count + 1).get(first)).toBe(row);
      }),
    );
  });
});

describe("blocksBetween", () => {
  const blocks = justify(cards(3000, wide), options);
  it("finds the rows of the window and nothing else", () => {
    const [from, to] = blocksBetween(blocks, 10_000, 11_000);
    expect(blocks[from]!.top).toBeLessThanOrEqual(10_000);
    expect(blocks[from]!.top + blocks[from]!.height).toBeGreaterThan(10_000);
    expect(blocks[to - 1]!.top).toBeLessThan(11_000);
    expect(blocks[to]!.top).toBeGreaterThanOrEqual(11_000);
  });
  it("is empty behind the end", () => expect(blocksBetween(blocks, 1e9, 2e9)).toEqual([blocks.length, blocks.length]));
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basisOf, blocksBetween, heightOf, justify, ROW_HEIGHT } from "./justify";

const options = { width: 1328, columnGap: 12, captionHeight: 80, dayHeight: 48 };
const wide = basisOf({ width: 1280, height: 720 }, false);
const tall = basisOf({ width: 720, height: 1280 }, false);
const first = (index: number) => index === 0;

describe("justify", () => {
  it("fills a row with as many as fit and stretches them to the edge", () => {
    const rows = justify(
      4,
      () => wide,
      () => false,
      options,
    );
    expect(rows.map((row) => [row.from, row.to])).toEqual([
      [0, 3],
      [3, 4],
    ]);
    expect(rows[0]?.height).toBeCloseTo((ROW_HEIGHT * (1328 - 24)) / (3 * wide) + 80);
  });

  it("leaves the last row of a day at its own height", () => {
    expect(justify(1, () => wide, first, options)).toEqual([
      { kind: "day", from: 0, to: 0, top: 0, height: 48 },
      { kind: "row", from: 0, to: 1, top: 48, height: ROW_HEIGHT + 80 },
    ]);
  });

  it("begins a new row with each day", () => {
    const blocks = justify(
      3,
      () => tall,
      (index) => index !== 1,
      options,
    );
    expect(blocks.map((block) => [block.kind, block.from, block.to])).toEqual([
      ["day", 0, 0],
      ["row", 0, 2],
      ["day", 2, 2],
      ["row", 2, 3],
    ]);
  });

  it("shrinks a card that is wider than a phone", () => {
    const [row] = justify(
      1,
      () => wide,
      () => false,
      { ...options, width: 366 },
    );
    expect(row?.height).toBeCloseTo((ROW_HEIGHT * 366) / wide + 80);
  });

  it("does not blow a lonely tall card up to the width of the window", () => {
    const [row] = justify(
      2,
      (index) => (index === 0 ? tall : wide),
      () => false,
      { ...options, width: 500 },
    );
    expect(row?.height).toBeCloseTo(ROW_HEIGHT * 2 + 80);
  });

  it("has every item in exactly one row, and rows without a gap between them", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 80, max: 900 }), { maxLength: 80 }), fc.integer({ min: 280, max: 2000 }), (widths, width) => {
        const blocks = justify(
          widths.length,
          (index) => widths[index]!,
          (index) => index % 7 === 0,
          { ...options, width },
        );
        const rows = blocks.filter((block) => block.kind === "row");
        expect(rows.flatMap((row) => Array.from({ length: row.to - row.from }, (_, offset) => row.from + offset))).toEqual(
          widths.map((_, index) => index),
        );
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

describe("blocksBetween", () => {
  const blocks = justify(3000, () => wide, first, options);
  it("finds the rows of the window and nothing else", () => {
    const [from, to] = blocksBetween(blocks, 10_000, 11_000);
    expect(blocks[from]!.top).toBeLessThanOrEqual(10_000);
    expect(blocks[from]!.top + blocks[from]!.height).toBeGreaterThan(10_000);
    expect(blocks[to - 1]!.top).toBeLessThan(11_000);
    expect(blocks[to]!.top).toBeGreaterThanOrEqual(11_000);
  });
  it("is empty behind the end", () => expect(blocksBetween(blocks, 1e9, 2e9)).toEqual([blocks.length, blocks.length]));
});

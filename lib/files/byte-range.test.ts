import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readByteRange } from "./byte-range";

describe("readByteRange", () => {
  it.each([
    ["bytes=0-99", 0, 99],
    ["bytes=100-", 100, 999],
    ["bytes=-10", 990, 999],
    ["bytes=-5000", 0, 999],
    ["bytes=990-5000", 990, 999],
    ["BYTES= 5 - 6 ", 5, 6],
  ])("%s of 1000 bytes is %i to %i", (header, start, end) => expect(readByteRange(header, 1000)).toEqual({ kind: "part", start, end }));

  it.each(["bytes=1000-", "bytes=5000-6000", "bytes=-0", "bytes=0-1,5-6"])("%s cannot be satisfied", (header) =>
    expect(readByteRange(header, 1000)).toEqual({ kind: "unsatisfiable" }),
  );

  it.each([null, "bytes=", "bytes=-", "bytes=a-b", "pages=1-2", "bytes=9-3", "bytes=99999999999999999999-"])("%s is ignored", (header) =>
    expect(readByteRange(header, 1000)).toEqual({ kind: "whole" }),
  );

  it("never leads outside the file, whatever is asked", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, size) => {
        const range = readByteRange(`bytes=${text}`, size);
        if (range.kind !== "part") return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThan(size);
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { backFrom, boundsOf, isWhole, WHOLE, withIn, withOut } from "./range";

describe("the range that is played", () => {
  it("goes from its first mark to its last, and without one to the clip's own end", () => {
    expect(boundsOf(WHOLE, 96)).toEqual([0, 95]);
    expect(boundsOf(withOut(withIn(WHOLE, 24), 48), 96)).toEqual([24, 48]);
    expect(boundsOf({ in: 200, out: 300 }, 96), "a shorter clip").toEqual([95, 95]);
    expect([isWhole(WHOLE), isWhole(withIn(WHOLE, 0))]).toEqual([true, false]);
  });

  it("lets go of the mark that the new one has passed", () => {
    expect(withIn({ in: 10, out: 20 }, 30)).toEqual({ in: 30, out: null });
    expect(withOut({ in: 10, out: 20 }, 5)).toEqual({ in: null, out: 5 });
  });

  it("is run through backwards, round its ends or up to its first frame", () => {
    expect(backFrom(30, 5, [10, 40], false)).toBe(25);
    expect(backFrom(12, 5, [10, 40], false)).toBeNull();
    expect(backFrom(12, 5, [10, 40], true)).toBe(38);
    expect(backFrom(90, 5, [10, 40], true), "from outside it begins at its end").toBe(35);
  });
});

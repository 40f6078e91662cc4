import { describe, expect, it } from "vitest";
import { isInWindow, mayBeOnItsWay } from "./match-attempt";

const sentAt = new Date("2026-11-22T12:00:00.000Z");
const at = (seconds: number): Date => new Date(sentAt.getTime() + seconds * 1000);
const within = (seconds: number, isForeign = false) => isInWindow(at(seconds), { sentAt, isForeign });

describe("the window of a lost answer", () => {
  it("begins a clock's error before the send, and ends one after the call would have given up", () => {
    expect([-62, -61, 0, 180, 240, 241].map((seconds) => within(seconds))).toEqual([false, true, true, true, true, false]);
  });

  it("has no end for what a copy of the studio may have sent", () => {
    expect(within(3 * 86_400, true)).toBe(true);
    expect(within(-62, true)).toBe(false);
  });

  it("takes nothing for nobody's that a request on its way may have made", () => {
    expect(mayBeOnItsWay(at(10), [{ sentAt }])).toBe(true);
    expect(mayBeOnItsWay(at(-100), [{ sentAt }])).toBe(false);
    expect(mayBeOnItsWay(at(10), [])).toBe(false);
  });
});

import { expect, it } from "vitest";
import { remainingTime, shareOfUsual } from "./remaining-time";

const usual = { medianSeconds: 120, fromSeconds: 80, toSeconds: 200 };

it("counts down to what is usual", () => expect(remainingTime(usual, 30)).toEqual({ kind: "left", seconds: 90 }));
it("says any moment between the middle and the slow ones", () => {
  expect(remainingTime(usual, 120)).toEqual({ kind: "anyMoment" });
  expect(remainingTime(usual, 200)).toEqual({ kind: "anyMoment" });
});
it("says that it takes longer, and invents nothing", () => expect(remainingTime(usual, 201)).toEqual({ kind: "longer" }));

it("a bar goes by the middle of what is usual, and stops before the end", () =>
  expect([-5, 0, usual.medianSeconds / 2, usual.medianSeconds * 3].map((elapsed) => shareOfUsual(usual, elapsed))).toEqual([
    0, 0, 0.5, 0.95,
  ]));

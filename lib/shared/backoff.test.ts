import { expect, it } from "vitest";
import { backoffMs } from "./backoff";

const range = { firstMs: 1000, maxMs: 60_000 };

it("doubles with each failure and stops at the maximum", () => {
  expect([1, 2, 3, 7, 500].map((failures) => backoffMs(failures, range, () => 1))).toEqual([1000, 2000, 4000, 60_000, 60_000]);
});

it("never waits less than half", () => {
  expect(backoffMs(3, range, () => 0)).toBe(2000);
});

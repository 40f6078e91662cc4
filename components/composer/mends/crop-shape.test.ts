import { expect, it } from "vitest";
import { FIXED_RATIOS } from "@/lib/models/catalog";
import { aspectOf, isTaken, largestArea, pixelsOf, turnedSize, turnRight } from "./crop-shape";

it("begins with the largest part that is taken, of the shape that was chosen, inside of the picture", () => {
  for (const size of [
    { width: 1800, height: 400 },
    { width: 400, height: 1800 },
    { width: 1280, height: 720 },
    { width: 301, height: 299 },
  ])
    for (const ratio of [null, ...FIXED_RATIOS]) {
      const area = largestArea(size, aspectOf(ratio));
      const part = pixelsOf(area, size);
      expect(isTaken(part), `${size.width} × ${size.height} at ${ratio}`).toBe(true);
      expect(area.x >= 0 && area.y >= 0 && area.x + area.width <= 100.001 && area.y + area.height <= 100.001).toBe(true);
      if (ratio) expect(part.width / part.height).toBeCloseTo(aspectOf(ratio)!, 1);
    }
  expect(largestArea({ width: 1280, height: 720 }, undefined)).toEqual({ x: 0, y: 0, width: 100, height: 100 });
});

it("turns to the right, and comes round", () => {
  expect([0, 90, 180, 270].map((turn) => turnRight(turn as 0))).toEqual([90, 180, 270, 0]);
  expect(turnedSize({ width: 3, height: 2 }, 90)).toEqual({ width: 2, height: 3 });
  expect(turnedSize({ width: 3, height: 2 }, 180)).toEqual({ width: 3, height: 2 });
});

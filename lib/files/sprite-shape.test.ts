import { describe, expect, it } from "vitest";
import { cellAt, spriteShapeOf } from "./sprite-shape";

describe("the strip of a clip's frames", () => {
  it("has four a second, and for a long clip not more than fit", () => {
    expect(spriteShapeOf(5_042)).toEqual({ intervalMs: 250, count: 21, columns: 10, rows: 3 });
    expect(spriteShapeOf(60_000)).toMatchObject({ intervalMs: 750, count: 80, rows: 8 });
    expect(spriteShapeOf(0)).toMatchObject({ count: 1, rows: 1 });
  });

  it("is read row by row, and ends with its last frame", () => {
    expect(cellAt(5_042, 0)).toEqual({ size: "1000% 300%", position: "0% 0%" });
    expect(cellAt(5_042, 2_300).position).toBe("100% 0%");
    expect(cellAt(5_042, 2_500).position).toBe("0% 50%");
    expect(cellAt(5_042, 99_000).position).toBe("0% 100%");
  });
});

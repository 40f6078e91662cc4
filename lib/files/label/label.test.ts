import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { setText } from "@/lib/platform/lettering/lettering";
import { drawLabel } from "./draw-label";
import { LABEL_OUTLINES, LABEL_WIDTH } from "./label-shape";

describe("the label", () => {
  it("is what the studio's own typefaces make of its words", () => {
    const { svg, width } = setText("AI生成", { size: 100, maxWidth: 1000, maxLines: 1 });
    expect([...svg.matchAll(/ d="([^"]+)"/g)].map(([, outline]) => outline)).toEqual([...LABEL_OUTLINES]);
    expect(Math.round(width)).toBe(LABEL_WIDTH);
  });

  it.each([
    [1280, 720],
    [480, 854],
    [3840, 2160],
  ])("has letters of at least a twentieth of the shorter side of %i × %i", async (width, height) => {
    const { png } = await drawLabel({ width, height });
    const { data, info } = await sharp(png).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
    // The first letter, which is the lowest character: the rows in which it is white.
    const letter = Math.floor((info.width * (34 + 68)) / (LABEL_WIDTH + 68));
    const rows = Array.from({ length: info.height }, (_, row) => row).filter((row) =>
      data.subarray(row * info.width, row * info.width + letter).some((value) => value > 200),
    );
    expect(rows.at(-1)! - rows[0]! + 1).toBeGreaterThanOrEqual(Math.min(width, height) / 20);
  });
});

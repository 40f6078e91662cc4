import { randomBytes } from "node:crypto";
import path from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { sampleFolder } from "@/lib/testing/sample-files";
import { fitPicture, mendImage } from "./mend-image";

const LIMITS = { side: { min: 300, max: 6000 }, shape: { min: 0.4, max: 2.5 }, maxBytes: 30 * 1024 * 1024 };
const folder = await sampleFolder();

describe("the size of a picture that is made to fit", () => {
  it.each<[[number, number], { width: number; height: number; canvas: [number, number] }]>([
    [[1280, 720], { width: 1280, height: 720, canvas: [1280, 720] }],
    [[200, 200], { width: 300, height: 300, canvas: [300, 300] }],
    [[8000, 6000], { width: 6000, height: 4500, canvas: [6000, 4500] }],
    // Bars, and nothing cut off.
    [[1800, 400], { width: 1800, height: 400, canvas: [1800, 720] }],
    [[400, 1800], { width: 400, height: 1800, canvas: [720, 1800] }],
    [[10_000, 10], { width: 6000, height: 6, canvas: [6000, 2400] }],
    [[1, 1], { width: 300, height: 300, canvas: [300, 300] }],
  ])("%j", ([width, height], expected) => {
    const { canvas, ...drawn } = fitPicture(width, height, LIMITS);
    expect({ ...drawn, canvas: [canvas.width, canvas.height] }).toEqual(expected);
  });

  it("keeps every limit, whatever it was", () => {
    for (let width = 1; width < 9000; width += 397)
      for (let height = 1; height < 9000; height += 211) {
        const { canvas } = fitPicture(width, height, LIMITS);
        const ratio = canvas.width / canvas.height;
        expect(Math.min(canvas.width, canvas.height), `${width} × ${height}`).toBeGreaterThanOrEqual(300);
        expect(Math.max(canvas.width, canvas.height), `${width} × ${height}`).toBeLessThanOrEqual(6000);
        expect(ratio >= 0.4 && ratio <= 2.5, `${width} × ${height}: ${ratio}`).toBe(true);
      }
  });
});

/** Four fields: red and green above, blue and white below. */
async function fields(name: string, width: number, height: number): Promise<string> {
  const file = path.join(folder, name);
  const part = (colour: string, left: number, top: number) => ({
    input: { create: { width: width / 2, height: height / 2, channels: 3 as const, background: colour } },
    left,
    top,
  });
  await sharp({ create: { width, height, channels: 3, background: "white" } })
    .composite([part("red", 0, 0), part("lime", width / 2, 0), part("blue", 0, height / 2)])
    .toFile(file);
  return file;
}

async function colourAt(file: string, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
  return [...data.subarray(at, at + 3)].map((value) => Math.round(value / 255));
}

describe("a picture that is mended", () => {
  it("is the part that was chosen, turned before", async () => {
    const file = await fields("a.png", 1200, 800);
    const to = path.join(folder, "cropped");
    await mendImage(file, to, { turn: 0, left: 0.5, top: 0, width: 0.5, height: 0.5 }, LIMITS);
    expect(await sharp(to).metadata()).toMatchObject({ width: 600, height: 400, format: "png" });
    expect(await colourAt(to, 0.5, 0.5)).toEqual([0, 1, 0]);
    // Turned to the right, what was below on the left is above on the left.
    await mendImage(file, to, { turn: 90, left: 0, top: 0, width: 0.5, height: 0.5 }, LIMITS);
    expect(await sharp(to).metadata()).toMatchObject({ width: 400, height: 600 });
    expect(await colourAt(to, 0.5, 0.5)).toEqual([0, 0, 1]);
  });

  it("has bars where it was too wide, and is enlarged where the part is too small", async () => {
    const to = path.join(folder, "fitted");
    await mendImage(await fields("wide.jpg", 1800, 400), to, null, LIMITS);
    expect(await sharp(to).metadata()).toMatchObject({ width: 1800, height: 720, format: "jpeg" });
    expect(await colourAt(to, 0.5, 0.05)).toEqual([0, 0, 0]);
    expect(await colourAt(to, 0.1, 0.4)).toEqual([1, 0, 0]);
    await mendImage(await fields("b.webp", 1200, 800), to, { turn: 0, left: 0, top: 0, width: 0.1, height: 0.1 }, LIMITS);
    expect(await sharp(to).metadata()).toMatchObject({ width: 450, height: 300, format: "webp" });
  });

  it("becomes small enough in bytes, and the first picture of one that moves", async () => {
    const noise = path.join(folder, "noise.png");
    await sharp(randomBytes(900 * 900 * 3), { raw: { width: 900, height: 900, channels: 3 } })
      .png()
      .toFile(noise);
    const to = path.join(folder, "small");
    await mendImage(noise, to, null, { ...LIMITS, maxBytes: 1_500_000 });
    expect(await sharp(to).metadata()).toMatchObject({ format: "jpeg" });
    const moving = path.join(folder, "moving.gif");
    await sharp([await fields("one.png", 200, 200), await fields("two.png", 200, 200)], { join: { animated: true } })
      .gif()
      .toFile(moving);
    await mendImage(moving, to, null, LIMITS);
    expect(await sharp(to).metadata()).toMatchObject({ format: "png", width: 300, height: 300 });
  });
});

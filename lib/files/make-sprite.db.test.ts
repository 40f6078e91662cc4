import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { truncateAll } from "@/lib/testing/database";
import { sampleFolder } from "@/lib/testing/sample-files";
import { keyOf } from "./keys";
import { makeSprite } from "./make-sprite";
import { spriteShapeOf } from "./sprite-shape";

it("has in each cell the frame that is on screen at its moment, and no black one at the end", async () => {
  await truncateAll();
  const file = path.join(await sampleFolder(), "steps.mp4");
  // Brighter by two with each frame, from 16 on: the brightness of a cell is the number of its frame.
  const brightness = "geq=lum='16+2*N':cb=128:cr=128";
  await runFfmpeg(
    ["-f", "lavfi", "-i", "color=black:s=320x180:r=24:d=3.1", "-vf", brightness, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-y", file],
    { timeoutMs: 60_000 },
  );
  const owner = { teamId: newId(), generationId: newId() };
  await getStorage().put(keyOf(owner, "video"), await readFile(file));
  const made = await makeSprite(owner);
  expect(made).toMatchObject({ variant: "sprite", isDerived: true, mime: "image/webp", width: 1600, height: 180 });
  const { count } = spriteShapeOf(3_083);
  const sheet = await getStorage().withLocalFile(made.key, (sprite) => readFile(sprite));
  const frames = [];
  for (let cell = 0; cell < count; cell++) {
    const [left, top] = [(cell % 10) * 160, Math.floor(cell / 10) * 90];
    const pixels = await sharp(sheet).extract({ left, top, width: 160, height: 90 }).greyscale().raw().toBuffer();
    const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
    // Video counts from 16 to 235 what a picture counts from 0 to 255.
    frames.push(Math.round(((mean / 255) * 219) / 2));
  }
  expect(frames).toEqual([0, 6, 12, 18, 24, 30, 36, 42, 48, 54, 60, 66, 72]);
});

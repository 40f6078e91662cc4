import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { drawSvg } from "@/lib/platform/ffmpeg/image";
import { watermarkedArgs } from "@/lib/platform/ffmpeg/label-args";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { setText } from "@/lib/platform/lettering/lettering";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { getStorage } from "@/lib/platform/storage/storage";
import { withScratch } from "@/lib/platform/with-scratch";
import { PREVIEW_PIXELS } from "./facts";
import { examineClip } from "./file-video";
import { type FileOwner, keyOf } from "./keys";
import type { StoredVariant } from "./record-file";

// As for the copy that every browser plays, and for films, which are longer.
const TIMEOUT_MS = 4 * 3600_000;

/** What is drawn over a copy: words of the team, over a picture that is labelled as made by AI or is not. */
export interface Watermark {
  text: string;
  isLabelled: boolean;
}

/** As `files.mark` has it: the words are what follows its first line, also for Postgres. */
export const writeMark = ({ text, isLabelled }: Watermark): string => `${isLabelled ? "labelled" : ""}\n${text}`;

export function readMark(mark: string): Watermark {
  const [before, text = ""] = mark.split("\n");
  return { text, isLabelled: before === "labelled" };
}

/**
 * A copy for guests with the team's words across the picture, in full HD at most, with its sound. It runs behind everything else on the
 * machine; repeating it is harmless. A labelled one is made of the labelled copy of a clip, which has to be there.
 */
export async function makeWatermarked(owner: FileOwner, mark: string, signal?: AbortSignal): Promise<StoredVariant> {
  const storage = getStorage();
  const { text, isLabelled } = readMark(mark);
  // A film has its labels in its own picture.
  const source = keyOf(owner, isLabelled && "generationId" in owner ? "labelled" : "video");
  const key = keyOf(owner, "watermarked", mark);
  return withScratch("watermark", async (folder) => {
    const [made, png] = [path.join(folder, "watermarked.mp4"), path.join(folder, "words.png")];
    const options = { timeoutMs: TIMEOUT_MS, isPatient: true, ...(signal ? { signal } : {}) };
    await storage.withLocalFile(source, async (file) => {
      const size = fitted(await examineClip(file));
      await writeFile(png, await drawWords(text, size));
      await runFfmpeg(watermarkedArgs(file, png, size, made), options);
    });
    const facts = await examineClip(made);
    const { sha256 } = (await hashFile(made))!;
    await storage.put(key, createReadStream(made), { contentType: facts.mime, expectedSha256: sha256, ...(signal ? { signal } : {}) });
    return { variant: "watermarked", key, mark, isDerived: true, ...facts, sha256 };
  });
}

function fitted({ width, height }: { width: number | null; height: number | null }): { width: number; height: number } {
  const [wide, high] = [width ?? 1280, height ?? 720];
  const scale = Math.min(1, Math.sqrt(PREVIEW_PIXELS / (wide * high)));
  const even = (side: number) => Math.max(2, Math.floor((side * scale) / 2) * 2);
  return { width: even(wide), height: even(high) };
}

/** Words across the middle, light with a dark edge, so that they can be read whatever is behind them and the picture can be seen. */
async function drawWords(text: string, { width, height }: { width: number; height: number }): Promise<Buffer> {
  const size = Math.min(width, height) / 9;
  const set = setText(text, { size, maxWidth: width * 0.9, maxLines: 2, isCentred: true });
  const [x, y] = [width / 2, (height - set.height) / 2 + size * 0.35];
  const words = (style: string) => `<g transform="translate(${x} ${y})" ${style}>${set.svg}</g>`;
  return drawSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
      `${words(`color="#000" opacity="0.35" transform-origin="0 0" style="translate:${size / 24}px ${size / 24}px"`)}${words(`color="#fff" opacity="0.45"`)}</svg>`,
  );
}

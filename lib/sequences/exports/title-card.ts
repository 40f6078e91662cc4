import { drawSvg } from "@/lib/platform/ffmpeg/image";
import { type Lettering, setText } from "@/lib/platform/lettering/lettering";

const LEADING = 1.28;
/** Shares of the card that its words may fill. */
const WIDTH = 0.84;
const HEIGHT = 0.9;

/**
 * Words in the middle of a black card, as PNG: as large as the page draws them (see components/sequences/stage), or smaller where that is
 * what all of them need.
 */
export async function drawTitle(title: string, { width, height }: { width: number; height: number }): Promise<Buffer> {
  const { lines, size } = layTitle(title, { width, height });
  // From the middle of the block to the baseline of its first line: a capital's half is about a third of the size.
  let y = height / 2 - ((rowsOf(lines) - 1) * size * LEADING) / 2 + size * 0.35;
  let drawn = "";
  for (const line of lines) {
    drawn += `<g transform="translate(${width / 2} ${y})">${line.svg}</g>`;
    y += Math.max(1, line.lines) * size * LEADING;
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" color="#fff"><rect width="100%" height="100%" fill="#000"/>${drawn}</svg>`;
  return drawSvg(svg);
}

const rowsOf = (lines: readonly Lettering[]): number => lines.reduce((sum, line) => sum + Math.max(1, line.lines), 0);

/** The lines of a title in the largest size, down from a twelfth of the card, in which they fit. */
export function layTitle(title: string, { width, height }: { width: number; height: number }): { lines: Lettering[]; size: number } {
  for (let size = Math.min(width, height) / 12; ; size *= 0.8) {
    const set = { size, leading: LEADING, maxWidth: width * WIDTH, maxLines: Infinity, isCentred: true };
    const lines = title.split("\n").map((line) => setText(line, set));
    const isFitting = rowsOf(lines) * size * LEADING <= height * HEIGHT && lines.every((line) => line.width <= width * WIDTH);
    // Nothing that may be typed needs less.
    if (isFitting || size < 1) return { lines, size };
  }
}

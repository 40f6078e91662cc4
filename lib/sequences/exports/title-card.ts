import { drawSvg } from "@/lib/platform/ffmpeg/image";
import { setText } from "@/lib/platform/lettering/lettering";

/** Words in the middle of a black card, as PNG. The page draws them in the same size; see components/sequences/player. */
export async function drawTitle(title: string, { width, height }: { width: number; height: number }): Promise<Buffer> {
  const size = Math.min(width, height) / 12;
  const leading = 1.28;
  const set = { size, leading, maxWidth: width * 0.84, isCentred: true };
  const lines = title.split("\n").map((line) => setText(line, { ...set, maxLines: 8 }));
  const count = lines.reduce((sum, line) => sum + Math.max(1, line.lines), 0);
  // From the middle of the block to the baseline of its first line: a capital's half is about a third of the size.
  let y = height / 2 - ((count - 1) * size * leading) / 2 + size * 0.35;
  let drawn = "";
  for (const line of lines) {
    drawn += `<g transform="translate(${width / 2} ${y})">${line.svg}</g>`;
    y += Math.max(1, line.lines) * size * leading;
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" color="#fff"><rect width="100%" height="100%" fill="#000"/>${drawn}</svg>`;
  return drawSvg(svg);
}

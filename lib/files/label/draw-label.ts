import { drawSvg } from "@/lib/platform/ffmpeg/image";
import { LABEL_BOTTOM, LABEL_OUTLINES, LABEL_TOP, LABEL_WIDTH, LETTER_HEIGHT } from "./label-shape";

/** GB 45438-2025 wants letters of at least a twentieth of the shorter side; a little more, because scaling rounds. */
const LETTER_SHARE = 0.053;
/** In the outlines' units. */
const PADDING = 34;
const WEIGHT = 6;

export interface DrawnLabel {
  png: Buffer;
  /** From the left and from the top edge of the picture. */
  inset: number;
}

/** The label for a picture of this size: white letters on a dark ground, so that they can be read whatever is behind them. */
export async function drawLabel({ width, height }: { width: number; height: number }): Promise<DrawnLabel> {
  const side = Math.min(width, height);
  const scale = (side * LETTER_SHARE) / LETTER_HEIGHT;
  const [wide, high] = [LABEL_WIDTH + 2 * PADDING, LABEL_TOP + LABEL_BOTTOM + 2 * PADDING];
  const paths = LABEL_OUTLINES.map(
    (outline) => `<path d="${outline}" fill="#fff" stroke="#fff" stroke-width="${WEIGHT}" stroke-linejoin="round"/>`,
  );
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(wide * scale)}" height="${Math.round(high * scale)}" viewBox="0 0 ${wide} ${high}">` +
    `<rect width="${wide}" height="${high}" rx="20" fill="#000" fill-opacity="0.6"/>` +
    `<g transform="translate(${PADDING} ${PADDING + LABEL_TOP})">${paths.join("")}</g></svg>`;
  return { png: await drawSvg(svg), inset: Math.round(side * 0.03) };
}

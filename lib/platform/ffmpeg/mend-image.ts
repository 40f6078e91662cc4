import { stat } from "node:fs/promises";
import { openForDrawing, refuseUnreadable } from "./image";

/** A part of a picture, each number from 0 to 1 of the turned picture. */
export interface Crop {
  /** Degrees, clockwise, before anything is cut off. */
  turn: 0 | 90 | 180 | 270;
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface PictureLimits {
  side: { min: number; max: number };
  shape: { min: number; max: number };
  maxBytes: number;
}

export interface PictureShape {
  width: number;
  height: number;
  canvas: { width: number; height: number };
}

/** Each tried when the one before made a file that is too large. */
const ATTEMPTS = [
  { format: "same", scale: 1 },
  { format: "jpeg", scale: 1 },
  { format: "jpeg", scale: 0.7 },
  { format: "jpeg", scale: 0.4 },
] as const;

/**
 * The size that a picture gets: shrunk or enlarged as far as its sides need, and with bars where it is too narrow or too wide, so that nothing
 * of it is cut off.
 */
export function fitPicture(width: number, height: number, { side, shape }: Pick<PictureLimits, "side" | "shape">): PictureShape {
  const bars = { width: Math.max(width, height * shape.min), height: Math.max(height, width / shape.max) };
  const scale = Math.min(side.max / Math.max(bars.width, bars.height), Math.max(1, side.min / Math.min(bars.width, bars.height)));
  const drawn = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  return {
    ...drawn,
    // Rounded away from the limit: half a pixel would break it again.
    canvas: {
      width: Math.max(drawn.width, Math.ceil(drawn.height * shape.min)),
      height: Math.max(drawn.height, Math.ceil(drawn.width / shape.max)),
    },
  };
}

/**
 * Draws a part of a picture, or all of it, so that it keeps the limits.
 * @param file a picture of ours: drawn anew when it came, upright
 * @throws AppError unreadable-media
 */
export async function mendImage(file: string, to: string, crop: Crop | null, limits: PictureLimits): Promise<void> {
  try {
    for (const { format, scale } of ATTEMPTS) {
      await draw(file, to, crop, limits, format, scale);
      if ((await stat(to)).size <= limits.maxBytes) return;
    }
  } catch (error) {
    refuseUnreadable(error);
  }
}

async function draw(
  file: string,
  to: string,
  crop: Crop | null,
  limits: PictureLimits,
  format: "same" | "jpeg",
  scale: number,
): Promise<void> {
  const opened = await openForDrawing(file);
  const size = await opened.size();
  const { turn = 0, ...part } = crop ?? {};
  const turned = turn % 180 === 0 ? size : { width: size.height, height: size.width };
  const area = crop && areaOf(turned, { left: 0, top: 0, width: 1, height: 1, ...part });
  const { width, height, canvas } = fitPicture(
    Math.max(1, (area?.width ?? turned.width) * scale),
    Math.max(1, (area?.height ?? turned.height) * scale),
    limits,
  );
  const [left, top] = [Math.floor((canvas.width - width) / 2), Math.floor((canvas.height - height) / 2)];
  let image = opened.image;
  if (turn !== 0) image = image.rotate(turn);
  if (area) image = image.extract(area);
  image = image.resize({ width, height, fit: "fill" });
  if (canvas.width !== width || canvas.height !== height)
    image = image.extend({ left, top, right: canvas.width - width - left, bottom: canvas.height - height - top, background: "black" });
  await (format === "jpeg" ? image.flatten({ background: "white" }).jpeg({ quality: 92 }) : opened.asItWas(image)).toFile(to);
}

/** In whole pixels, inside of the picture. */
function areaOf(
  of: { width: number; height: number },
  part: Omit<Crop, "turn">,
): { left: number; top: number; width: number; height: number } {
  const left = Math.min(of.width - 1, Math.max(0, Math.round(part.left * of.width)));
  const top = Math.min(of.height - 1, Math.max(0, Math.round(part.top * of.height)));
  return {
    left,
    top,
    width: Math.max(1, Math.min(of.width - left, Math.round(part.width * of.width))),
    height: Math.max(1, Math.min(of.height - top, Math.round(part.height * of.height))),
  };
}

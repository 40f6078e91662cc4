import type { FixedRatio } from "@/lib/models/catalog";
import { ASSET_LIMITS } from "@/lib/assets/limits";

/** A part of a picture in percent of it, as it is turned. */
export interface PercentArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Turn = 0 | 90 | 180 | 270;

export const turnRight = (turn: Turn): Turn => ((turn + 90) % 360) as Turn;

/** How large a picture is once it was turned. */
export const turnedSize = ({ width, height }: { width: number; height: number }, turn: Turn): { width: number; height: number } =>
  turn % 180 === 0 ? { width, height } : { width: height, height: width };

export const aspectOf = (ratio: FixedRatio | null): number | undefined => {
  if (ratio === null) return undefined;
  const [width, height] = ratio.split(":").map(Number);
  return width! / height!;
};

/** The largest part of this shape, in the middle; without a shape all of it that the provider would take. */
export function largestArea({ width, height }: { width: number; height: number }, aspect: number | undefined): PercentArea {
  const { min, max } = ASSET_LIMITS.image.shape;
  const own = width / height;
  const wanted = aspect ?? Math.min(max, Math.max(min, own));
  // A hair inside: rounded to whole pixels it may not fall out again.
  const inside = aspect ?? (wanted === own ? own : wanted === max ? max * 0.998 : min * 1.002);
  const area = inside > own ? { width: 100, height: (100 * own) / inside } : { width: (100 * inside) / own, height: 100 };
  return { x: (100 - area.width) / 2, y: (100 - area.height) / 2, ...area };
}

/** How many pixels a part has. */
export const pixelsOf = (area: PercentArea, size: { width: number; height: number }): { width: number; height: number } => ({
  width: Math.max(1, Math.round((area.width / 100) * size.width)),
  height: Math.max(1, Math.round((area.height / 100) * size.height)),
});

/** Whether the provider takes a picture of this shape. */
export const isTaken = ({ width, height }: { width: number; height: number }): boolean => {
  const { min, max } = ASSET_LIMITS.image.shape;
  return width / height >= min && width / height <= max;
};

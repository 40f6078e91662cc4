import type { ClipShape, Part } from "@/lib/platform/ffmpeg/mend-args";
import { ASSET_LIMITS, type MediaFacts } from "../limits";

const { shape, pixels, seconds } = ASSET_LIMITS.video;

/** What a short clip or sound is made to last, in seconds. */
export const SHORTEST = 2;
/** What a long one may last when nobody says which part. */
export const LONGEST = 15;

/** What cameras and editors write; measuring wavers a little around them. */
const RATES: readonly (readonly [written: string, value: number])[] = [
  ["24000/1001", 24_000 / 1001],
  ["24", 24],
  ["25", 25],
  ["30000/1001", 30_000 / 1001],
  ["30", 30],
  ["48", 48],
  ["50", 50],
  ["60000/1001", 60_000 / 1001],
  ["60", 60],
];

/** The constant rate that comes nearest to what was measured, within what the provider takes. */
export function constantRate(measured: number | null): string {
  const rate = Math.min(60, Math.max(24, measured ?? 24));
  // 23.976 lies below 24 and is taken.
  const asMeasured = measured !== null && measured > 23.9 && measured < 24 ? measured : rate;
  const [nearest] = RATES.toSorted(([, a], [, b]) => Math.abs(a - asMeasured) - Math.abs(b - asMeasured));
  return Math.abs(nearest![1] - asMeasured) < 0.05 ? nearest![0] : String(Math.round(asMeasured));
}

/** The size and rate that a clip gets: within the pixels that are taken, with bars where it is too narrow or too wide. */
export function planShape({ width, height, framesPerSecond }: Pick<MediaFacts, "width" | "height" | "framesPerSecond">): ClipShape {
  const [from, to] = [width ?? 1280, height ?? 720];
  const bars = { width: Math.max(from, to * shape.min), height: Math.max(to, from / shape.max) };
  const area = bars.width * bars.height;
  // The edge of a bar is rounded up: a hair less leaves it the room.
  const most = area > from * to ? pixels.max * 0.99 : pixels.max;
  const scale = area > most ? Math.sqrt(most / area) : area < pixels.min ? Math.sqrt(pixels.min / area) : 1;
  // Encoders want even sides. Rounded to the side on which the limit holds.
  const even = (value: number): number => 2 * (scale > 1 ? Math.ceil(value / 2) : Math.floor(value / 2));
  const drawn = { width: Math.max(2, even(from * scale)), height: Math.max(2, even(to * scale)) };
  const up = (value: number): number => 2 * Math.ceil(value / 2);
  const canvas = {
    width: Math.max(drawn.width, up(drawn.height * shape.min)),
    height: Math.max(drawn.height, up(drawn.width / shape.max)),
  };
  return { ...drawn, canvas, rate: constantRate(framesPerSecond) };
}

/** The part that is cut out, inside of the file; null: all of it. */
export function planPart(how: { startMs: number; endMs: number } | null, durationMs: number | null): Part | null {
  if (!how) return null;
  const end = Math.min(how.endMs, durationMs ?? how.endMs) / 1000;
  return { start: how.startMs / 1000, seconds: Math.min(seconds.max, Math.max(0, end - how.startMs / 1000)) };
}

/** How long a clip or sound is made to last where it is too short; null where it is long enough. */
export const holdFor = (lengthMs: number | null): number | null => (lengthMs !== null && lengthMs < seconds.min * 1000 ? SHORTEST : null);

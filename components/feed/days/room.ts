import { type JustifyOptions, ROW_HEIGHT } from "@/components/clip/justify";

/**
 * How much of a page there may be. Chromium draws nothing beyond 33.5 million pixels of the screen and Firefox nothing beyond 17.9 million of the
 * page; a quarter of the lesser leaves room for a screen that draws four for one.
 */
export const MOST_PX = 4_000_000;

/** About how many clips there are in front of what is loaded, and behind it. */
export interface Beyond {
  above: number;
  below: number;
}

/** Empty pixels that stand for them. */
export interface Room {
  before: number;
  after: number;
}

/** What a clip takes of a column of wide ones. */
export function heightPerClip({ width, columnGap, scale, captionHeight, mostStretch }: JustifyOptions): number {
  const basis = ((ROW_HEIGHT * 16) / 9) * scale;
  const inRow = Math.max(1, Math.floor((width + columnGap) / (basis + columnGap)));
  const stretch = Math.min((width - columnGap * (inRow - 1)) / (inRow * basis), mostStretch);
  return (ROW_HEIGHT * scale * stretch + captionHeight) / inRow;
}

/** The room for what is not loaded: its own height, or, of very much, its share of what a page may be. */
export function roomFor({ above, below }: Beyond, height: number, perClip: number): Room {
  const beyond = above + below;
  if (beyond === 0) return { before: 0, after: 0 };
  const room = Math.min(beyond * perClip, Math.max(MOST_PX - height, MOST_PX / 4));
  // Whole pixels, as a page scrolls by: whoever comes back finds a row exactly where it was.
  return { before: Math.round((room * above) / beyond), after: Math.round((room * below) / beyond) };
}

/** Where in the whole list somebody is who has scrolled beyond what is loaded, `top` pixels from its beginning; null within it. */
export function rankIn(
  { before, after }: Room,
  { above, below }: Beyond,
  loaded: { count: number; height: number },
  top: number,
): number | null {
  const under = top - before - loaded.height;
  if (top < before) return (above * Math.max(top, 0)) / before;
  return under > 0 && after > 0 ? above + loaded.count + below * Math.min(under / after, 1) : null;
}

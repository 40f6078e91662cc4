import { FRAMES_PER_SECOND } from "@/lib/models/catalog";

/** Enough for a film of half an hour; the strip and a save stay quick. */
export const MOST_ITEMS = 300;
export const TITLE_MAX_LENGTH = 300;
export const LONGEST_TITLE_SECONDS = 60;
export const LONGEST_FADE_FRAMES = 5 * FRAMES_PER_SECOND;

/** What becomes of a clip of another shape: whole between bars, cut to the shape, or whole over a blurred copy of itself. */
export const FITS = ["fit", "fill", "blur"] as const;
export type Fit = (typeof FITS)[number];

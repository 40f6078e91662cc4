/** The colours of strokes; what each is called in the page's own tokens is said where they are drawn. */
export const INKS = ["tungsten", "failed", "running", "ready", "text"] as const;
export type Ink = (typeof INKS)[number];

/** As many as a hand makes in half a minute. */
export const STROKE_MOST_POINTS = 1_000;

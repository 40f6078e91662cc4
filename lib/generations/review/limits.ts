/** The colours of strokes; what each is called in the page's own tokens is said where they are drawn. */
export const INKS = ["tungsten", "failed", "running", "ready", "text"] as const;
export type Ink = (typeof INKS)[number];

/** So many clips lie side by side. */
export const MOST_COMPARED = 4;

/** As many as a hand makes in half a minute. */
export const STROKE_MOST_POINTS = 1_000;

/** In characters: what is longer is a document, and nobody reads it beside a picture. */
export const COMMENT_MAX_LENGTH = 2_000;

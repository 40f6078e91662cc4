/** A team's own colour, and what it takes to be read in both themes. */
export interface Accent {
  fill: string;
  /** Words on it. */
  on: string;
  /** Itself as ink, on light ground and on dark. */
  inkOnLight: string;
  inkOnDark: string;
}

/** Where words and their ground are told apart by everybody: WCAG 2.2, 1.4.3. */
const READABLE = 4.5;
/** The least favourable grounds of app/globals.css, `raised`, as sRGB. */
const GROUNDS = { light: "#f4f3f1", dark: "#1d1d20" };
const STEP = 0.05;

const channels = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const toHex = (parts: readonly number[]): string => `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** As WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours, 1–21. */
export function contrastOf(first: string, second: string): number {
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The colour itself, or as much nearer to black or to white as it takes to be read on this ground. */
function readable(hex: string, ground: string, towards: 0 | 255): string {
  for (let part = 0; part < 1; part += STEP) {
    const mixed = toHex(channels(hex).map((value) => value + (towards - value) * part));
    if (contrastOf(mixed, ground) >= READABLE) return mixed;
  }
  return towards === 0 ? "#000000" : "#ffffff";
}

/** @param fill `#rrggbb` */
export const accentOf = (fill: string): Accent => ({
  fill,
  // One of the two is always read: no colour is as far from both.
  on: contrastOf(fill, "#ffffff") >= READABLE ? "#ffffff" : "#000000",
  inkOnLight: readable(fill, GROUNDS.light, 0),
  inkOnDark: readable(fill, GROUNDS.dark, 255),
});

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { create, type Font } from "fontkit";

/** A typeface as outlines: the machine that renders needs no fonts installed. */
export interface Face {
  font: Font;
  /** Noto Sans SC opens at its thinnest weight; a stroke of this share of the size brings it to a medium one. */
  strokeEm: number;
}

const require = createRequire(import.meta.url);
const geistFonts = () => path.join(path.dirname(require.resolve("geist/font/sans")), "fonts");
const notoFolder = () => path.dirname(require.resolve("@fontsource-variable/noto-sans-sc/package.json"));

const opened = new Map<string, Face>();

function openFace(file: string, strokeEm: number): Face {
  const known = opened.get(file);
  if (known) return known;
  const font = create(readFileSync(file));
  if (!("layout" in font)) throw new Error(`${file} holds no single font`);
  const face = { font, strokeEm };
  opened.set(file, face);
  return face;
}

export const sansFace = (): Face => openFace(path.join(geistFonts(), "geist-sans", "Geist-Medium.ttf"), 0);
export const monoFace = (): Face => openFace(path.join(geistFonts(), "geist-mono", "GeistMono-Regular.ttf"), 0);

interface Subset {
  file: string;
  ranges: readonly (readonly [number, number])[];
}
let subsets: Subset[] | null = null;

/** The part of Noto Sans SC that has this character, or null. Only the files that are needed are opened. */
export function chineseFace(codePoint: number): Face | null {
  subsets ??= readSubsets();
  for (const subset of subsets) {
    if (!subset.ranges.some(([from, to]) => codePoint >= from && codePoint <= to)) continue;
    const face = openFace(subset.file, 0.036);
    if (face.font.hasGlyphForCodePoint(codePoint)) return face;
  }
  return null;
}

function readSubsets(): Subset[] {
  const folder = notoFolder();
  const table = JSON.parse(readFileSync(path.join(folder, "unicode.json"), "utf8")) as Record<string, string>;
  return Object.entries(table).map(([name, ranges]) => ({
    file: path.join(folder, "files", `noto-sans-sc-${name.replace(/[[\]]/g, "")}-wght-normal.woff2`),
    ranges: ranges.split(",").map((range) => {
      const [from = "0", to = from] = range.replace(/^U\+/i, "").split("-");
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
    }),
  }));
}

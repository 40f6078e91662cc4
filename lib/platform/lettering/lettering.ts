import { chineseFace, type Face, monoFace, sansFace } from "./faces";

export interface Lettering {
  /** SVG paths whose first baseline lies at y = 0 and begins, or has its middle, at x = 0. */
  svg: string;
  lines: number;
  /** From the first to the last baseline. */
  height: number;
  width: number;
}

interface Glyph {
  face: Face;
  text: string;
  width: number;
}
interface Word {
  glyphs: Glyph[];
  width: number;
  isSpace: boolean;
}

const HAN = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff]/u;
/** Marks that must not begin a line. */
const CLOSING = /^[，。！？、：；）】》」』”’…,.!?:;)\]}]/u;

/** Sets text in at most so many lines; what does not fit ends in an ellipsis. */
export function setText(
  text: string,
  options: { size: number; maxWidth: number; maxLines: number; leading?: number; mono?: boolean; tracking?: number; isCentred?: boolean },
): Lettering {
  const { size, maxWidth, maxLines, leading = 1.28, mono = false, tracking = 0, isCentred = false } = options;
  const isChinese = HAN.test(text);
  const words = wordsOf(text.replace(/\s+/g, " ").trim(), size, tracking, mono, isChinese);
  const lines: Word[][] = [];
  let line: Word[] = [];
  let width = 0;
  let isCut = false;
  for (const word of words) {
    const fits = width + word.width <= maxWidth || line.length === 0 || CLOSING.test(word.glyphs[0]?.text ?? "");
    if (!fits) {
      if (lines.length === maxLines - 1) {
        isCut = true;
        break;
      }
      lines.push(line);
      line = [];
      width = 0;
      if (word.isSpace) continue;
    }
    line.push(word);
    width += word.width;
  }
  if (isCut) line = withEllipsis(line, maxWidth, size, isChinese);
  if (line.length > 0) lines.push(line);
  if (isCentred) for (const one of lines) while (one.at(-1)?.isSpace) one.pop();
  const widths = lines.map((one) => one.reduce((sum, word) => sum + word.width, 0));
  return {
    svg: lines.map((one, row) => drawLine(one, isCentred ? -widths[row]! / 2 : 0, row * size * leading, size, tracking)).join(""),
    lines: lines.length,
    height: Math.max(0, lines.length - 1) * size * leading,
    width: Math.max(0, ...widths),
  };
}

function wordsOf(text: string, size: number, tracking: number, mono: boolean, isChinese: boolean): Word[] {
  const words: Word[] = [];
  for (const part of text.match(
    /\s|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff]+/gu,
  ) ?? []) {
    const glyphs = [...part].map((character) => glyphFor(character, size, tracking, mono, isChinese)).filter((glyph) => glyph !== null);
    if (glyphs.length > 0) words.push({ glyphs, width: glyphs.reduce((sum, glyph) => sum + glyph.width, 0), isSpace: part === " " });
  }
  return words;
}

/** Characters that no face has (emoji, rare scripts) are left out rather than shown as boxes. */
function glyphFor(character: string, size: number, tracking: number, mono: boolean, isChinese: boolean): Glyph | null {
  const codePoint = character.codePointAt(0) ?? 0;
  const latin = mono ? monoFace() : sansFace();
  const wantsChinese = isChinese && /[“”‘’…—]/u.test(character);
  const face =
    (!wantsChinese && latin.font.hasGlyphForCodePoint(codePoint) ? latin : chineseFace(codePoint)) ??
    (latin.font.hasGlyphForCodePoint(codePoint) ? latin : null);
  if (!face) return null;
  return { face, text: character, width: (face.font.glyphForCodePoint(codePoint).advanceWidth / face.font.unitsPerEm) * size + tracking };
}

function withEllipsis(line: Word[], maxWidth: number, size: number, isChinese: boolean): Word[] {
  const dots = glyphFor("…", size, 0, false, isChinese);
  if (!dots) return line;
  const kept = [...line];
  const width = () => kept.reduce((sum, word) => sum + word.width, 0);
  while (kept.length > 0 && (width() + dots.width > maxWidth || kept.at(-1)?.isSpace)) kept.pop();
  return [...kept, { glyphs: [dots], width: dots.width, isSpace: false }];
}

function drawLine(line: Word[], from: number, y: number, size: number, tracking: number): string {
  let x = from;
  let svg = "";
  for (const run of runsOf(line.flatMap((word) => word.glyphs))) {
    const { font, strokeEm } = run.face;
    const scale = size / font.unitsPerEm;
    const laid = font.layout(run.text);
    let path = "";
    laid.glyphs.forEach((glyph, index) => {
      const position = laid.positions[index];
      path += glyph.path
        .scale(scale, -scale)
        .translate(x + (position?.xOffset ?? 0) * scale, y)
        .toSVG();
      x += (position?.xAdvance ?? glyph.advanceWidth) * scale + tracking;
    });
    const stroke = strokeEm > 0 ? ` stroke="currentColor" stroke-width="${(strokeEm * size).toFixed(2)}" stroke-linejoin="round"` : "";
    svg += `<path d="${path}" fill="currentColor"${stroke}/>`;
  }
  return svg;
}

/** Neighbours in one face are laid out together, so that kerning holds. */
function runsOf(glyphs: readonly Glyph[]): { face: Face; text: string }[] {
  const runs: { face: Face; text: string }[] = [];
  for (const { face, text } of glyphs) {
    const last = runs.at(-1);
    if (last?.face === face) last.text += text;
    else runs.push({ face, text });
  }
  return runs;
}

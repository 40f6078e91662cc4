import type { EditMarker, EditMedia } from "./edit";

/** Marks that turn the direction of what stands behind them: nobody sees them, and they hide what a line says. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** Text of several lines without what XML refuses and readers stumble over; whole letters alone. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/gu, "\n")
    .replace(UNSEEN, (mark) => (mark === "\n" || mark === "\t" ? mark : ""));

/** The same in one line. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/gu, " ").trim();

/** How a clip was made, one line for each thing. */
export function notesOf({ recipe: { model, seed, prompt } }: EditMedia): string[] {
  return [`Model: ${cleanLine(model)}`, ...(seed === null ? [] : [`Seed: ${seed}`]), `Prompt: ${cleanLine(prompt)}`];
}

/** Who said what. */
export const sayingOf = ({ author, text }: EditMarker): string => cleanLine(`${author}: ${text}`);

/** Where a file lies, as an address relative to the timeline's own. */
export const addressOf = ({ path }: EditMedia): string => path.split("/").map(encodeURIComponent).join("/");

import type { Recipe } from "./recipe";

/** The settings in which two recipes differ. */
export const differenceOf = (a: Recipe, b: Recipe): (keyof Recipe)[] =>
  (Object.keys(a) as (keyof Recipe)[]).filter((name) => a[name] !== b[name]);

/** A piece of a text, and whether the other text has it too. */
export interface Piece {
  text: string;
  isShared: boolean;
}

const wordsOf = (text: string): string[] =>
  [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)].map(({ segment }) => segment);

/**
 * The second text in pieces: what the first has too, in that order, and what is new in it. Words are told apart as their language does, so
 * that Chinese is compared by its words as well.
 */
export function compareWords(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  // lengths[i][j]: the longest run of words that what follows a[i] and b[j] have in common.
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const pieces: Piece[] = [];
  const add = (text: string, isShared: boolean): void => {
    const last = pieces.at(-1);
    if (last?.isShared === isShared) last.text += text;
    else pieces.push({ text, isShared });
  };
  for (let i = 0, j = 0; j < b.length;) {
    if (i < a.length && a[i] === b[j]) {
      add(b[j]!, true);
      i++;
      j++;
    } else if (i < a.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else add(b[j++]!, false);
  }
  return pieces;
}

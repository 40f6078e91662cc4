import { piecesOf, type TokenPiece } from "@/lib/models/mention-tokens";

/** A mention as the text box shows it; places count in the text that is shown. */
export interface ShownMention extends TokenPiece {
  start: number;
  end: number;
}

/** A prompt as a person reads it: every mention by its name. */
export interface ShownPrompt {
  text: string;
  mentions: readonly ShownMention[];
}

export type NameMention = (piece: TokenPiece) => string;

export function showPrompt(prompt: string, nameOf: NameMention): ShownPrompt {
  const mentions: ShownMention[] = [];
  let text = "";
  for (const piece of piecesOf(prompt)) {
    const start = text.length;
    text += typeof piece === "string" ? piece : nameOf(piece);
    if (typeof piece !== "string") mentions.push({ ...piece, start, end: text.length });
  }
  return { text, mentions };
}

/** A stretch of the shown text. */
export interface Range {
  start: number;
  end: number;
}

export interface Edit extends Range {
  inserted: string;
}

/**
 * What was done to a text: the box only tells what it holds now, where its caret is, and what was selected before.
 * The selection comes first, because "replaced by the same letter" cannot be seen in the text.
 */
export function findEdit(before: string, after: string, caret: number, selected: Range): Edit {
  const replaces = ({ start, end }: Range) =>
    caret >= start && before.slice(0, start) === after.slice(0, start) && before.slice(end) === after.slice(caret);
  if (replaces(selected) && (selected.end > selected.start || caret > selected.start))
    return { ...selected, inserted: after.slice(selected.start, caret) };
  const isAtCaret = before.endsWith(after.slice(caret));
  let tail = isAtCaret ? after.length - caret : 0;
  if (!isAtCaret) while (tail < Math.min(before.length, after.length) && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const most = Math.min(before.length, after.length) - tail;
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  return { start, end: before.length - tail, inserted: after.slice(start, after.length - tail) };
}

/** A prompt in two halves: the caret stands between them. */
export interface Halves {
  left: string;
  right: string;
}

/**
 * The same edit in the prompt itself. A mention is whole or gone: what is deleted in part is deleted, and what is written
 * into one leaves its words and no mention.
 */
export function editPrompt(prompt: string, shown: ShownPrompt, { start, end, inserted }: Edit): Halves {
  let at = 0;
  const mentions = [...shown.mentions];
  const halves: Halves = { left: "", right: "" };
  for (const piece of piecesOf(prompt)) {
    const mention = typeof piece === "string" ? null : mentions.shift()!;
    const text = mention ? shown.text.slice(mention.start, mention.end) : (piece as string);
    const last = at + text.length;
    const touches = mention !== null && start < last && end > at;
    const isInside = mention !== null && start === end && start > at && start < last;
    if (mention && last <= start) halves.left += mention.token;
    else if (mention && at >= end) halves.right += mention.token;
    else if (!(touches && inserted === "") || isInside) {
      halves.left += text.slice(0, Math.max(0, start - at));
      halves.right += text.slice(Math.max(0, end - at));
    }
    at = last;
  }
  return { left: halves.left + inserted, right: halves.right };
}

/** Where the caret may stand: at the edge of a mention and not inside; `from` is where it came from. */
export function besideMentions(shown: ShownPrompt, place: number, from: number | null): number {
  const mention = shown.mentions.find(({ start, end }) => place > start && place < end);
  if (!mention) return place;
  if (from !== null && from <= mention.start) return mention.end;
  if (from !== null && from >= mention.end) return mention.start;
  return place - mention.start < mention.end - place ? mention.start : mention.end;
}

/** Words do not grow together with a name in Latin letters: what has to stand around one that is put between these two. */
export function spaceAround(left: string, right: string, name: string): { before: string; after: string } {
  const isLatin = /^@?[A-Za-z]/.test(name);
  return {
    before: isLatin && /[\p{L}\p{N},.;:!?]$/u.test(left) && !/\p{Script=Han}$/u.test(left) ? " " : "",
    after: isLatin ? (/^[\s\p{P}]/u.test(right) ? "" : " ") : /^\d/.test(right) ? " " : "",
  };
}

import type { CardView } from "@/lib/generations/view";

/**
 * Rows of pictures that keep their proportions and share one height. The browser itself lays them out, by `flex-wrap`
 * with the numbers from here, on the server's first rows as on everything after, so nothing moves when the page wakes
 * up. What is computed here is where each row begins and lies, so that only rows near the window need exist.
 */

/** What stands in the list: a card in a row, a line across the grid, or the line that many of them are folded to. */
export interface LaidItem {
  id: string;
  kind: "card" | "line" | "fold";
  /** The width of a card in an unstretched row of the height ROW_HEIGHT. */
  basis: number;
  /** Pixels that its words need, however small the cards are. */
  least: number;
  /** A heading stands before it. */
  startsDay: boolean;
  /** When it was made, as ISO, or UNSETTLED. */
  since: string;
}

/** For what only this tab knows of: newer than everything, and never laid out for good. */
export const UNSETTLED = "~";

/** A block of the list: the heading of a day, a line, or a row of the items `from`–`to` (exclusive). */
export interface Block {
  kind: "day" | "line" | "row";
  from: number;
  to: number;
  /** Not stretched: there is room for another card. */
  isOpen: boolean;
  /** Pixels from the top of the list. */
  top: number;
  height: number;
}

export interface JustifyOptions {
  /** Of the whole row, in pixels; Infinity until it is measured, when the browser alone breaks the rows. */
  width: number;
  columnGap: number;
  /** How large somebody wants the cards: the parts of ROW_HEIGHT that an unstretched row is high. */
  scale: number;
  /** Everything of a card that is not its picture, the gap to the next row included. */
  captionHeight: number;
  dayHeight: number;
  lineHeight: number;
  foldHeight: number;
  /** How far a card may grow: a row with little in it stays small instead of growing to the size of the window. */
  mostStretch: number;
  /** The newest card when the rows were laid out: what came later fills rows of its own above. */
  settledAt: string;
}

/** The height of a row that `basis` is reckoned for; what is chosen as the size makes it another. */
export const ROW_HEIGHT = 224;
/** The tallest ratio's width: where not even that one fits, a row is full. */
export const NARROWEST = 126;
/** The search for a lost answer needs room for its words. */
const MIN_WORDS_WIDTH = 336;

/**
 * The width of a card in an unstretched row: whole pixels, and scales are 64ths, as browsers count, so that we and they break
 * rows alike.
 */
export const basisOf = ({ shape, status }: Pick<CardView, "shape" | "status">): Pick<LaidItem, "basis" | "least"> => ({
  basis: Math.round((shape.width / shape.height) * ROW_HEIGHT),
  least: status === "uncertain" ? MIN_WORDS_WIDTH : 0,
});

/**
 * What was there when the rows were laid out breaks from the top; what came since fills rows from the bottom up. So a
 * card that arrives moves those of the newest row alone, and a row that is full stays as it is until it is laid out anew.
 */
export function justify(items: readonly LaidItem[], options: JustifyOptions): Block[] {
  const blocks: Block[] = [];
  let top = 0;
  const add = (kind: Block["kind"], from: number, to: number, height: number, isOpen = false): void => {
    blocks.push({ kind, from, to, isOpen, top, height });
    top += height;
  };
  const addRow = (from: number, to: number, mayStayOpen: boolean): void => {
    const sum = items.slice(from, to).reduce((all, item) => all + widthOf(item, options), 0);
    const gaps = options.columnGap * (to - from - 1);
    // What is left of an open row is taken by a filler, which asks for as much room as a card.
    const isOpen = mayStayOpen && sum + gaps + options.columnGap + NARROWEST * options.scale <= options.width;
    const stretch = isOpen ? 1 : Math.min((options.width - gaps) / sum, options.mostStretch);
    add("row", from, to, ROW_HEIGHT * options.scale * stretch + options.captionHeight, isOpen);
  };
  for (let at = 0; at < items.length;) {
    const { kind, startsDay } = items[at]!;
    if (startsDay) add("day", at, at, options.dayHeight);
    if (kind !== "card") {
      add("line", at, at + 1, kind === "fold" ? options.foldHeight : options.lineHeight);
      at += 1;
      continue;
    }
    const ends = (index: number): boolean => items[index]?.kind !== "card" || items[index]!.startsDay;
    let end = at + 1;
    while (!ends(end)) end += 1;
    let settled = at;
    while (settled < end && items[settled]!.since > options.settledAt) settled += 1;
    for (const [from, to] of rowsUp(items, at, settled, options)) addRow(from, to, from === at);
    for (const [from, to] of rowsDown(items, settled, end, options)) addRow(from, to, to === end);
    at = end;
  }
  return blocks;
}

type Range = readonly [from: number, to: number];

const widthOf = ({ basis, least }: LaidItem, { scale }: JustifyOptions): number => Math.max(basis * scale, least);

function rowsDown(items: readonly LaidItem[], from: number, end: number, options: JustifyOptions): Range[] {
  const { width, columnGap } = options;
  const rows: Range[] = [];
  for (let start = from, to = from, sum = -columnGap; to < end;) {
    sum += widthOf(items[to]!, options) + columnGap;
    to += 1;
    const next = to < end ? widthOf(items[to]!, options) : 0;
    if (to < end && sum + columnGap + next <= width) continue;
    rows.push([start, to]);
    start = to;
    sum = -columnGap;
  }
  return rows;
}

/** The same from behind: the last row is the one that was filled first. */
const rowsUp = (items: readonly LaidItem[], from: number, end: number, options: JustifyOptions): Range[] =>
  rowsDown(items.slice(from, end).reverse(), 0, end - from, options)
    .map(([first, last]): Range => [end - last, end - first])
    .reverse();

export const heightOf = (blocks: readonly Block[]): number => {
  const last = blocks.at(-1);
  return last ? last.top + last.height : 0;
};

/** The blocks that touch `top`–`bottom`, as indexes `[first, last)`; by halving, since there may be very many. */
export function blocksBetween(blocks: readonly Block[], top: number, bottom: number): [first: number, last: number] {
  const firstBelow = (y: number): number => {
    let low = 0;
    let high = blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = blocks[middle]!;
      if (block.top + block.height > y) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const first = firstBelow(top);
  let last = first;
  while (last < blocks.length && blocks[last]!.top < bottom) last++;
  return [first, last];
}

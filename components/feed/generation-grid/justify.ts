/**
 * Rows of pictures that keep their proportions and share one height. The browser itself lays them out, by
 * `flex-wrap` with the numbers from here, on the server's first rows as on everything after, so nothing moves when
 * the page wakes up. What is computed here is where each row lies, so that only rows near the window need exist.
 */

/** A block of the list: the heading of a day, or a row of cards `from`–`to` (exclusive). */
export interface Block {
  kind: "day" | "row";
  /** Index of the first item of the day or row, and the one after its last. */
  from: number;
  to: number;
  /** Pixels from the top of the list. */
  top: number;
  height: number;
}

export interface JustifyOptions {
  /** Of the whole row, in pixels. */
  width: number;
  columnGap: number;
  /** Everything of a card that is not its picture, the gap to the next row included. */
  captionHeight: number;
  dayHeight: number;
}

/** The height that a row has before it is stretched to the full width. */
export const ROW_HEIGHT = 240;
/** A row with little in it stays small instead of growing to the size of the window. */
export const MAX_STRETCH = 2;
/** A card without a picture needs room for its words. */
const MIN_WORDS_WIDTH = 336;

/** The width of a card in an unstretched row: whole pixels, so that we and the browser break rows alike. */
export function basisOf(shape: { width: number; height: number }, hasWords: boolean): number {
  const basis = Math.round((shape.width / shape.height) * ROW_HEIGHT);
  return hasWords ? Math.max(basis, MIN_WORDS_WIDTH) : basis;
}

/**
 * @param basisOfItem the width of each card in an unstretched row
 * @param startsDay whether a heading stands before this item
 */
export function justify(
  count: number,
  basisOfItem: (index: number) => number,
  startsDay: (index: number) => boolean,
  options: JustifyOptions,
): Block[] {
  const blocks: Block[] = [];
  let top = 0;
  let from = 0;
  while (from < count) {
    if (startsDay(from)) {
      blocks.push({ kind: "day", from, to: from, top, height: options.dayHeight });
      top += options.dayHeight;
    }
    let to = from;
    let sum = 0;
    while (to < count && (to === from || !startsDay(to))) {
      const basis = basisOfItem(to);
      if (to > from && sum + basis + options.columnGap * (to - from) > options.width) break;
      sum += basis;
      to++;
    }
    const gaps = options.columnGap * (to - from - 1);
    const isLast = to === count || startsDay(to);
    // The filler behind the last card of a day takes what is left of the row, if it fits in there with its gap.
    const hasFiller = isLast && sum + gaps + options.columnGap <= options.width;
    const stretch = hasFiller ? 1 : Math.min((options.width - gaps) / sum, MAX_STRETCH);
    const height = ROW_HEIGHT * stretch + options.captionHeight;
    blocks.push({ kind: "row", from, to, top, height });
    top += height;
    from = to;
  }
  return blocks;
}

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

import type { Block, LaidItem } from "@/components/clip/justify";
import { isFinal } from "@/lib/generations/lifecycle";
import type { CardView } from "@/lib/generations/view";
import type { Entry } from "./arrange";

/** So many on either side of what exists stay loaded. */
const AROUND = 240;
/** For fewer it is not worth laying anything out anew. */
const LEAST = 120;

/** Views that an entry stands for: an open fold's stand behind it by themselves, and what only this tab knows of is none. */
const viewsIn = (entry: Entry): number => (entry.kind === "fold" ? (entry.isOpen ? 0 : entry.views.length) : entry.local ? 0 : 1);

/** Whether something of what would be let go is not at its end: it is told of when it is, and so it stays. */
export function isUnderWay(views: readonly CardView[], [first, last]: readonly [first: CardView, last: CardView]): boolean {
  const [start, end] = [views.indexOf(first), views.indexOf(last)];
  return views.some(({ status }, at) => (at < start || at > end) && !isFinal(status));
}

/**
 * Between which views a long list stays loaded, where there is more than enough outside of them. It is cut where a row begins that
 * was laid out from the top, and where all that was laid out before it is newer: so what stays lies in the same rows as before.
 * @param sight the entries that exist, from–to (exclusive)
 * @returns null where nothing is to be let go
 */
export function keptOf(
  entries: readonly (Entry & LaidItem)[],
  blocks: readonly Block[],
  views: readonly CardView[],
  sight: readonly [from: number, to: number],
  settledAt: string,
): [first: CardView, last: CardView] | null {
  const [from, to] = sight;
  if (views.length < AROUND + LEAST) return null;
  const before: number[] = [0];
  for (const entry of entries) before.push(before.at(-1)! + viewsIn(entry));
  const isCut = ({ kind, from: at }: Block): boolean => {
    const entry = entries[at]!;
    if (kind === "day" || entry.since > settledAt) return false;
    return entry.kind === "fold" || entry.id === views[before[at]!]?.id;
  };
  const head = blocks.findLast((block) => block.from <= from - AROUND && isCut(block));
  const tail = blocks.find((block) => block.from >= to + AROUND && isCut(block));
  const start = head ? before[head.from]! : 0;
  const end = tail ? before[tail.from]! : views.length;
  const [isHeadLong, isTailLong] = [start >= LEAST, views.length - end >= LEAST];
  if (!isHeadLong && !isTailLong) return null;
  return [views[isHeadLong ? start : 0]!, views[(isTailLong ? end : views.length) - 1]!];
}

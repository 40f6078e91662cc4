import type { FRAMES_PER_SECOND } from "@/lib/models/catalog";

/** Why a clip of a sequence cannot be shown: it lies in the trash, it has no file, or its file is not what it was. */
export type MissingClip = "trashed" | "no-file" | "damaged" | "closed";

interface ItemBase {
  /** Stays the same over all changes. */
  id: string;
  /** The first frame of its source that is shown. */
  inFrame: number;
  /** The first that is not: `outFrame - inFrame` are shown. */
  outFrame: number;
  /** Of a cross-fade to the next item, in which both are on screen; 0: a cut. */
  transitionFrames: number;
}

export interface ClipItem extends ItemBase {
  kind: "clip";
  generationId: string;
  /** What its file is called when it is downloaded. */
  fileName: string;
  /** Its whole length; 0 where it has no file. */
  sourceFrames: number;
  missing: MissingClip | null;
}

/** Words on a plain card. Its frames count from 0. */
export interface TitleItem extends ItemBase {
  kind: "title";
  title: string;
}

export type TimelineItem = ClipItem | TitleItem;

/** A sequence as one film: what is played, exported and handed over. Lengths are whole frames of `framesPerSecond`. */
export interface Timeline {
  name: string;
  framesPerSecond: typeof FRAMES_PER_SECOND;
  width: number;
  height: number;
  items: TimelineItem[];
}

export const lengthOf = ({ inFrame, outFrame }: Pick<ItemBase, "inFrame" | "outFrame">): number => outFrame - inFrame;

/**
 * What is shown of these: without the clips that are missing, each cut to what its source has, and each cross-fade as long as there is
 * room for: both of its items keep a frame of their own. The last one has none.
 */
export function shownItems<T extends TimelineItem>(items: readonly T[]): T[] {
  const there = items.filter((item) => item.kind === "title" || item.missing === null).map(fitToSource);
  let before = 0;
  return there.map((item, index) => {
    const next = there[index + 1];
    const room = next ? Math.min(lengthOf(item) - before - 1, lengthOf(next) - 1) : 0;
    before = Math.max(0, Math.min(item.transitionFrames, room));
    return { ...item, transitionFrames: before };
  });
}

/** A file may be shorter than it was when it was trimmed: at least one frame of it stays. */
function fitToSource<T extends TimelineItem>(item: T): T {
  if (item.kind === "title" || item.outFrame <= item.sourceFrames) return item;
  const outFrame = Math.max(1, item.sourceFrames);
  return { ...item, outFrame, inFrame: Math.min(item.inFrame, outFrame - 1) };
}

/** The first frame of each item in the film. @param items as `shownItems` gives them */
export function startsOf(items: readonly TimelineItem[]): number[] {
  let at = 0;
  return items.map((item) => {
    const start = at;
    at += lengthOf(item) - item.transitionFrames;
    return start;
  });
}

/** How long the film is: all that is shown of its items, less what cross-fades show twice. @param items as `shownItems` gives them */
export const totalFrames = (items: readonly TimelineItem[]): number =>
  items.reduce((sum, item) => sum + lengthOf(item) - item.transitionFrames, 0);

"use client";

import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type Block, blocksBetween, heightOf, justify, type JustifyOptions, type LaidItem, UNSETTLED } from "@/components/clip/justify";
import type { Size } from "@/components/clip/sizes";
import { type Anchor, leftAt } from "../days/place-in-time";
import { isGoingToTop } from "../go-to-top";
import { type Beyond, heightPerClip, rankIn, type Room, roomFor } from "../days/room";

/** Rows that lie so far outside the window exist already, so that scrolling meets finished cards. */
const OVERSCAN_PX = 480;
/** A hand that pulls the page far away has not let go before it rests so long. */
const REST_MS = 120;

export interface ListWindow {
  /** What has to exist. */
  blocks: readonly Block[];
  /** Empty pixels above and below. */
  before: number;
  after: number;
  /** All rows, and the newest card when they were laid out; none before that. */
  laid: { blocks: readonly Block[]; settledAt: string };
}

interface WindowOptions {
  size: Size;
  beyond: Beyond;
  /** Which list it is, for whoever leaves it and comes back. */
  name: string;
  /** The moment at which the part of the list begins that is shown: with another its rows are laid out anew. */
  at: string;
  /** Where a clip is to stand, once. */
  goal: Anchor | null;
  /** The item that a clip stands in. */
  itemOf: (id: string) => string;
  /** Somebody is far from all that is loaded: about so many clips stand before what they look for. */
  onFar: (rank: number) => void;
  onSeen: (item: LaidItem) => void;
}

/** What the browser breaks the rows with by itself, on the server and in the first frame: everything exists. */
const UNMEASURED: JustifyOptions = {
  width: Infinity,
  columnGap: 0,
  scale: 1,
  captionHeight: 0,
  dayHeight: 0,
  lineHeight: 0,
  foldHeight: 0,
  mostStretch: 1,
  settledAt: "",
};

const readMeasures = (list: HTMLElement): Omit<JustifyOptions, "settledAt"> => {
  const style = getComputedStyle(list);
  const pixels = (name: string): number => parseFloat(style.getPropertyValue(name));
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return {
    width: list.clientWidth,
    columnGap: pixels("column-gap"),
    scale: pixels("--scale"),
    captionHeight: pixels("--caption") * rem,
    dayHeight: pixels("--day") * rem,
    lineHeight: pixels("--failure") * rem,
    foldHeight: pixels("--fold") * rem,
    mostStretch: pixels("--most-stretch"),
  };
};

const NOTHING: readonly Block[] = [];
const NO_ROOM: Room = { before: 0, after: 0 };

/**
 * Which part of a very long list has to exist for where the page is scrolled to, and how much empty room stands
 * for the rest, loaded or not. Rows are laid out when the list is measured, at first and whenever its size changes; what comes later
 * stands above them. Until then (on the server, and in the first frame) everything exists.
 */
export function useWindow(list: RefObject<HTMLElement | null>, items: readonly LaidItem[], options: WindowOptions): ListWindow {
  const { size, beyond, at } = options;
  const [measures, setMeasures] = useState<JustifyOptions>(UNMEASURED);
  const [range, setRange] = useState<[number, number] | null>(null);
  const blocks = useMemo(() => justify(items, measures), [items, measures]);
  const isMeasured = measures !== UNMEASURED;
  const { above, below } = beyond;
  const room = useMemo(
    () => (isMeasured ? roomFor({ above, below }, heightOf(blocks), heightPerClip(measures)) : NO_ROOM),
    [isMeasured, above, below, blocks, measures],
  );

  const latest = useRef({ items, options });
  useLayoutEffect(() => {
    latest.current = { items, options };
  });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = (isAnother: boolean): void => {
      const next = readMeasures(element);
      const settledAt = latest.current.items.reduce((newest, { since }) => (since > newest && since !== UNSETTLED ? since : newest), "");
      setMeasures((known) => (!isAnother && isEqual(known, next) ? known : { ...next, settledAt }));
    };
    measure(true);
    const observer = new ResizeObserver(() => measure(false));
    observer.observe(element);
    return () => observer.disconnect();
  }, [list, size, at]);

  const isHeld = above > 0;
  const laid = useMemo(() => ({ items, blocks: isMeasured ? blocks : NOTHING, room, isHeld }), [items, blocks, isMeasured, room, isHeld]);
  useKeptPosition(list, laid, options);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element || !isMeasured || blocks.length === 0) return;
    let frame = 0;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const height = heightOf(blocks);
    const look = (): void => {
      frame = 0;
      clearTimeout(rest);
      const top = -element.getBoundingClientRect().top;
      const from = top - room.before;
      const next = blocksBetween(blocks, from - OVERSCAN_PX, from + innerHeight + OVERSCAN_PX);
      setRange((known) => (known?.[0] === next[0] && known[1] === next[1] ? known : next));
      const isFar = from < -2 * innerHeight || from > height + innerHeight;
      const { items: now, options: to } = latest.current;
      const rank = isFar && !isGoingToTop() ? rankIn(room, { above, below }, { count: now.length, height }, top) : null;
      if (rank !== null) rest = setTimeout(() => to.onFar(rank), REST_MS);
      // The first and the last day may be too short to be met there.
      const isAtEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
      const place =
        scrollY <= 0 ? 0 : isAtEnd ? blocks.length - 1 : blocksBetween(blocks, from + innerHeight / 4, from + innerHeight / 4 + 1)[0];
      const seen = blocks[place];
      if (!isFar && seen) to.onSeen(now[seen.from]!);
    };
    const schedule = (): void => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    addEventListener("scroll", schedule, { passive: true });
    addEventListener("resize", schedule, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(rest);
      removeEventListener("scroll", schedule);
      removeEventListener("resize", schedule);
    };
  }, [list, isMeasured, blocks, room, above, below]);

  const all = useMemo(() => ({ blocks: isMeasured ? blocks : NOTHING, settledAt: measures.settledAt }), [isMeasured, blocks, measures]);
  if (blocks.length === 0 || !range) return { blocks, before: room.before, after: room.after, laid: all };
  const first = Math.min(range[0], blocks.length - 1);
  const last = Math.min(Math.max(range[1], first + 1), blocks.length);
  const bottom = blocks[last - 1]!;
  return {
    blocks: blocks.slice(first, last),
    before: room.before + blocks[first]!.top,
    after: room.after + heightOf(blocks) - bottom.top - bottom.height,
    laid: all,
  };
}

const isEqual = (known: JustifyOptions, next: Omit<JustifyOptions, "settledAt">): boolean =>
  Object.entries(next).every(([name, value]) => known[name as keyof JustifyOptions] === value);

interface Laid {
  items: readonly LaidItem[];
  blocks: readonly Block[];
  room: Room;
  /** Something stands above what is loaded: also its first row is held. */
  isHeld: boolean;
}

/** The row or line that a card stands in. */
const rowOf = ({ items, blocks }: Pick<Laid, "items" | "blocks">, id: string | undefined): Block | undefined => {
  const index = items.findIndex((item) => item.id === id);
  return blocks.find((block) => block.kind !== "day" && block.from <= index && index < block.to);
};

/** The first row that is seen, and where it stands in the window. */
function anchorOf({ items, blocks, room }: Laid, element: HTMLElement): Anchor | null {
  const from = -element.getBoundingClientRect().top - room.before;
  const first = Math.min(blocksBetween(blocks, from, from + 1)[0], blocks.length - 1);
  const row = blocks[first]?.kind === "day" ? blocks[first + 1] : blocks[first];
  return row ? { id: items[row.from]!.id, top: row.top - from } : null;
}

/**
 * What arrives, folds or goes above, or is loaded there, must not push away what somebody is looking at: what is at the top of the
 * window stays where it is. At the very top nothing is held, so that the newest is seen to arrive. Where there is a goal, the page is
 * set down at it as soon as it is there.
 */
function useKeptPosition(list: RefObject<HTMLElement | null>, laid: Laid, { goal, itemOf, name }: WindowOptions): void {
  const known = useRef({ laid, goal: null as Anchor | null });
  useLayoutEffect(() => {
    const before = known.current;
    const element = list.current;
    const top = element && -element.getBoundingClientRect().top;
    known.current = { laid, goal: before.goal };
    if (!element || top === null || laid.blocks.length === 0) return;
    const setDown = ({ id, top: at }: Anchor): boolean => {
      const row = rowOf(laid, id);
      const by = row ? laid.room.before + row.top - top - at : 0;
      if (Math.abs(by) >= 1) scrollBy({ top: by, behavior: "instant" });
      return row !== undefined;
    };
    if (goal && goal !== before.goal) {
      known.current.goal = goal;
      if (setDown({ ...goal, id: itemOf(goal.id) })) return;
    }
    const isSame = before.laid.blocks === laid.blocks && before.laid.room === laid.room;
    if (isSame || before.laid.blocks.length === 0 || isGoingToTop() || (top <= 0 && !laid.isHeld && !before.laid.isHeld)) return;
    const anchor = anchorOf(before.laid, element);
    if (anchor) setDown(anchor);
  }, [list, laid, goal, itemOf]);

  useLayoutEffect(() => {
    const element = list.current;
    return () =>
      leftAt.write(name, element && scrollY > 0 && known.current.laid.blocks.length > 0 ? anchorOf(known.current.laid, element) : null);
  }, [list, name]);
}

"use client";

import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type Block, blocksBetween, heightOf, justify, type JustifyOptions } from "./justify";

/** Rows that lie so far outside the window exist already, so that scrolling meets finished cards. */
const OVERSCAN_PX = 900;

export interface WindowedItem {
  id: string;
  basis: number;
  startsDay: boolean;
}

export interface ListWindow {
  /** Items that exist, as indexes `[from, to)`. */
  from: number;
  to: number;
  /** Whether the heading of the first item's day exists too, if it has one. */
  hasFirstHeading: boolean;
  /** Empty pixels above and below. */
  before: number;
  after: number;
}

const readMeasures = (list: HTMLElement): JustifyOptions => {
  const style = getComputedStyle(list);
  const pixels = (name: string): number => parseFloat(style.getPropertyValue(name));
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return {
    width: list.clientWidth,
    columnGap: pixels("column-gap"),
    captionHeight: pixels("--caption") * rem,
    dayHeight: pixels("--day") * rem,
  };
};

/**
 * Which part of a very long list has to exist for where the page is scrolled to, and how much empty room stands
 * for the rest. Until the list was measured (on the server, and in the first frame) everything does.
 */
export function useWindow(list: RefObject<HTMLElement | null>, items: readonly WindowedItem[]): ListWindow {
  const [measures, setMeasures] = useState<JustifyOptions | null>(null);
  const [range, setRange] = useState<[number, number] | null>(null);

  const blocks = useMemo<Block[]>(
    () =>
      measures
        ? justify(
            items.length,
            (index) => items[index]!.basis,
            (index) => items[index]!.startsDay,
            measures,
          )
        : [],
    [items, measures],
  );

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = (): void => {
      const next = readMeasures(element);
      setMeasures((known) => (known && known.width === next.width && known.captionHeight === next.captionHeight ? known : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [list]);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element || blocks.length === 0) return;
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const top = -element.getBoundingClientRect().top;
      const next = blocksBetween(blocks, top - OVERSCAN_PX, top + innerHeight + OVERSCAN_PX);
      setRange((known) => (known?.[0] === next[0] && known[1] === next[1] ? known : next));
    };
    const schedule = (): void => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    addEventListener("scroll", schedule, { passive: true });
    addEventListener("resize", schedule, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("scroll", schedule);
      removeEventListener("resize", schedule);
    };
  }, [list, blocks]);

  useKeptPosition(list, items, blocks);

  if (blocks.length === 0 || !range) return { from: 0, to: items.length, hasFirstHeading: true, before: 0, after: 0 };
  const first = Math.min(range[0], blocks.length - 1);
  let last = Math.min(Math.max(range[1], first + 1), blocks.length);
  // A heading is drawn with the first card of its day.
  if (blocks[last - 1]!.kind === "day") last++;
  const top = blocks[first]!;
  const bottom = blocks[last - 1]!;
  return {
    from: top.from,
    to: bottom.to,
    hasFirstHeading: top.kind === "day",
    before: top.top,
    after: heightOf(blocks) - bottom.top - bottom.height,
  };
}

/**
 * A card that arrives above must not push away what somebody is looking at: the row at the top of the window
 * stays where it is. At the very top nothing is held, so that the newest is seen to arrive.
 */
function useKeptPosition(list: RefObject<HTMLElement | null>, items: readonly WindowedItem[], blocks: readonly Block[]): void {
  const known = useRef({ items, blocks });
  useLayoutEffect(() => {
    const before = known.current;
    known.current = { items, blocks };
    const element = list.current;
    if (!element || before.blocks.length === 0 || before.blocks === blocks || before.items[0]?.id === items[0]?.id) return;
    const scrolled = -element.getBoundingClientRect().top;
    if (scrolled <= 0) return;
    const anchor = before.blocks[blocksBetween(before.blocks, scrolled, scrolled + 1)[0]];
    const id = anchor && before.items[anchor.from]?.id;
    const index = items.findIndex((item) => item.id === id);
    const now = blocks.find((block) => block.kind === "row" && block.from <= index && index < block.to);
    if (anchor && now) scrollBy({ top: now.top - anchor.top, behavior: "instant" });
  }, [list, items, blocks]);
}

"use client";

import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type Block, blocksBetween, heightOf, justify, type JustifyOptions, type LaidItem, UNSETTLED } from "@/components/clip/justify";
import { isGoingToTop } from "../go-to-top";

/** Rows that lie so far outside the window exist already, so that scrolling meets finished cards. */
const OVERSCAN_PX = 900;

export interface ListWindow {
  /** What has to exist. */
  blocks: readonly Block[];
  /** Empty pixels above and below. */
  before: number;
  after: number;
}

/** What the browser breaks the rows with by itself, on the server and in the first frame: everything exists. */
const UNMEASURED: JustifyOptions = {
  width: Infinity,
  columnGap: 0,
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
    captionHeight: pixels("--caption") * rem,
    dayHeight: pixels("--day") * rem,
    lineHeight: pixels("--failure") * rem,
    foldHeight: pixels("--fold") * rem,
    mostStretch: pixels("--most-stretch"),
  };
};

/**
 * Which part of a very long list has to exist for where the page is scrolled to, and how much empty room stands
 * for the rest. Rows are laid out when the list is measured, at first and whenever its size changes; what comes later
 * stands above them. Until then (on the server, and in the first frame) everything exists.
 */
export function useWindow(list: RefObject<HTMLElement | null>, items: readonly LaidItem[]): ListWindow {
  const [measures, setMeasures] = useState<JustifyOptions>(UNMEASURED);
  const [range, setRange] = useState<[number, number] | null>(null);
  const blocks = useMemo(() => justify(items, measures), [items, measures]);

  const latest = useRef(items);
  useLayoutEffect(() => {
    latest.current = items;
  });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = (): void => {
      const next = readMeasures(element);
      const settledAt = latest.current.reduce((newest, { since }) => (since > newest && since !== UNSETTLED ? since : newest), "");
      setMeasures((known) => (isEqual(known, next) ? known : { ...next, settledAt }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [list]);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element || measures === UNMEASURED || blocks.length === 0) return;
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
  }, [list, measures, blocks]);

  useKeptPosition(list, items, measures === UNMEASURED ? NOTHING : blocks);

  if (blocks.length === 0 || !range) return { blocks, before: 0, after: 0 };
  const first = Math.min(range[0], blocks.length - 1);
  const last = Math.min(Math.max(range[1], first + 1), blocks.length);
  const bottom = blocks[last - 1]!;
  return { blocks: blocks.slice(first, last), before: blocks[first]!.top, after: heightOf(blocks) - bottom.top - bottom.height };
}

const NOTHING: readonly Block[] = [];

const isEqual = (known: JustifyOptions, next: Omit<JustifyOptions, "settledAt">): boolean =>
  Object.entries(next).every(([name, value]) => known[name as keyof JustifyOptions] === value);

/**
 * What arrives, folds or goes above must not push away what somebody is looking at: what is at the top of the window
 * stays where it is. At the very top nothing is held, so that the newest is seen to arrive.
 */
function useKeptPosition(list: RefObject<HTMLElement | null>, items: readonly LaidItem[], blocks: readonly Block[]): void {
  const known = useRef({ items, blocks });
  useLayoutEffect(() => {
    const before = known.current;
    known.current = { items, blocks };
    const element = list.current;
    if (!element || before.blocks.length === 0 || before.blocks === blocks || isGoingToTop()) return;
    const scrolled = -element.getBoundingClientRect().top;
    if (scrolled <= 0) return;
    const anchor = before.blocks[blocksBetween(before.blocks, scrolled, scrolled + 1)[0]];
    const id = anchor && before.items[anchor.from]?.id;
    const index = items.findIndex((item) => item.id === id);
    const now = blocks.find((block) => block.kind !== "day" && block.from <= index && index < block.to);
    if (!anchor || !now) return;
    const by = now.top - anchor.top - (anchor.kind === "day" ? anchor.height : 0);
    if (Math.abs(by) >= 1) scrollBy({ top: by, behavior: "instant" });
  }, [list, items, blocks]);
}

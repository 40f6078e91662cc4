"use client";

import { useCallback, useEffect, useState } from "react";

/** `rest`: one line, out of the way of the gallery. */
export type Stance = "rest" | "open";

/** So far down somebody is reading, and not only nudging the wheel. */
const SCROLLED_PX = 80;
/** A scroll that comes later than this after the last move of a hand is not the hand's: cards arrive above, rows are laid out anew. */
const HAND_MS = 600;
/** A window lower than this, by the size of its text, has no room for both. */
const LOW_REM = 40;

const GRID = "[data-slot=generation-grid]";
const isIn = (target: EventTarget | null, place: string): boolean => target instanceof Element && target.closest(place) !== null;
const isField = (target: EventTarget | null): boolean => isIn(target, "input, textarea, select, [contenteditable]");

/**
 * Whether the composer is open or at rest. It rests when a hand scrolls down through the gallery and when the gallery is
 * clicked or focused; whoever brings it back says so by `open`.
 */
export function useStance(): { stance: Stance; open: () => void; rest: () => void } {
  const [stance, setStance] = useState<Stance>("open");
  const open = useCallback(() => setStance("open"), []);
  const rest = useCallback(() => setStance("rest"), []);

  useEffect(() => {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    // A frame later the browser has scrolled to where the page was left.
    const frame = requestAnimationFrame(() => {
      const isReading = scrollY > SCROLLED_PX || innerHeight < LOW_REM * rem;
      if (isReading && document.querySelector(GRID)) rest();
    });
    return () => cancelAnimationFrame(frame);
  }, [rest]);

  useEffect(() => {
    if (stance === "rest") return;
    let from = scrollY;
    let handAt = -Infinity;
    const hand = (event: Event): void => {
      if (event.type !== "keydown" || !isField(event.target)) handAt = performance.now();
    };
    const onScroll = (): void => {
      if (performance.now() - handAt > HAND_MS) from = scrollY;
      else handAt = performance.now();
      from = Math.min(from, scrollY);
      // What somebody chooses from is not taken away under the hand.
      if (scrollY - from > SCROLLED_PX && !document.querySelector("[data-slot=composer] :popover-open")) rest();
    };
    const onGallery = ({ target }: Event): void => {
      if (isIn(target, GRID)) rest();
    };
    const listening = new AbortController();
    const options = { signal: listening.signal, passive: true };
    for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(type, hand, options);
    for (const type of ["pointerdown", "focusin"]) addEventListener(type, onGallery, options);
    addEventListener("scroll", onScroll, options);
    return () => listening.abort();
  }, [stance, rest]);

  return { stance, open, rest };
}

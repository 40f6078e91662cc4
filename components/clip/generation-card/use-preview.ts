"use client";

import { type RefObject, useEffect, useState } from "react";
import { savesData } from "@/components/data/saves-data";

/** Long enough to cross a grid with the pointer without waking every card on the way. */
const DELAY_MS = 150;

/** One card plays at a time, wherever it is. */
let stopPlaying: (() => void) | null = null;

/**
 * Whether a card shows its moving preview: after a rest of the pointer or of the focus on it, never by touch, never
 * off screen, and not at all for people who asked for less motion or fewer bytes.
 */
export function usePreview(card: RefObject<HTMLElement | null>, enabled: boolean): boolean {
  const [isPlaying, setPlaying] = useState(false);

  useEffect(() => {
    const element = card.current;
    if (!element || !enabled) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let observer: IntersectionObserver | undefined;
    const stop = (): void => {
      clearTimeout(timer);
      observer?.disconnect();
      if (stopPlaying === stop) stopPlaying = null;
      setPlaying(false);
    };
    const play = (): void => {
      if (matchMedia("(prefers-reduced-motion: reduce)").matches || savesData()) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        stopPlaying?.();
        stopPlaying = stop;
        // Hundreds of cards are met while one scrolls, and few are rested on.
        observer ??= new IntersectionObserver((entries) => {
          if (entries.some((entry) => !entry.isIntersecting)) stop();
        });
        observer.observe(element);
        setPlaying(true);
      }, DELAY_MS);
    };
    const onEnter = (event: PointerEvent): void => {
      if (event.pointerType === "mouse") play();
    };
    const onLeave = (): void => {
      if (!element.contains(document.activeElement) || !document.activeElement?.matches(":focus-visible")) stop();
    };
    const onFocus = (event: FocusEvent): void => {
      if (event.target instanceof Element && event.target.matches(":focus-visible")) play();
    };
    const onBlur = (event: FocusEvent): void => {
      if (!(event.relatedTarget instanceof Node) || !element.contains(event.relatedTarget)) stop();
    };
    element.addEventListener("pointerenter", onEnter);
    element.addEventListener("pointerleave", onLeave);
    element.addEventListener("focusin", onFocus);
    element.addEventListener("focusout", onBlur);
    return () => {
      stop();
      element.removeEventListener("pointerenter", onEnter);
      element.removeEventListener("pointerleave", onLeave);
      element.removeEventListener("focusin", onFocus);
      element.removeEventListener("focusout", onBlur);
    };
  }, [card, enabled]);

  return isPlaying;
}

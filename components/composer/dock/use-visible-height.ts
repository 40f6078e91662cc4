"use client";

import { type RefObject, useLayoutEffect } from "react";

/** Keeps an element as high as what is seen of the window: the keyboard of a phone lies over it, and no unit of CSS knows of that. */
export function useVisibleHeight(element: RefObject<HTMLElement | null>, isShown: boolean): void {
  useLayoutEffect(() => {
    const { visualViewport: view } = window;
    const shown = element.current;
    if (!isShown || !view || !shown) return;
    const follow = (): void => {
      // Whoever looks closer with two fingers moves over the page; it stays as it is.
      if (view.scale > 1.05) return;
      shown.style.height = `${view.height}px`;
      shown.style.top = `${view.offsetTop}px`;
      const { activeElement } = document;
      if (activeElement && shown.contains(activeElement)) activeElement.scrollIntoView({ block: "nearest" });
    };
    follow();
    const listening = new AbortController();
    view.addEventListener("resize", follow, { signal: listening.signal });
    view.addEventListener("scroll", follow, { signal: listening.signal });
    return () => {
      listening.abort();
      shown.style.removeProperty("height");
      shown.style.removeProperty("top");
    };
  }, [element, isShown]);
}

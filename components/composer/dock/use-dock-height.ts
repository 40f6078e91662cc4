"use client";

import { useLayoutEffect, useState, type RefObject } from "react";

/** About the height of an empty composer, for the first paint. */
const AT_REST_PX = 250;
const GAP_PX = 40;

/** How much room the dock takes at the bottom of the window, its distance from the edge included. */
export function useDockHeight(dock: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(AT_REST_PX);
  useLayoutEffect(() => {
    const element = dock.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.offsetHeight + GAP_PX));
    observer.observe(element);
    return () => observer.disconnect();
  }, [dock]);
  return height;
}

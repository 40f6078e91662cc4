"use client";

import { useLayoutEffect, useState, type RefObject } from "react";

/** About the height of an empty composer, for the first paint. */
const AT_REST_PX = 250;
const GAP_PX = 40;

/** How much room the dock takes at the bottom of the window, its distance from the edge included. Toasts lie above it. */
export function useDockHeight(dock: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(AT_REST_PX);
  useLayoutEffect(() => {
    const element = dock.current;
    if (!element) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      setHeight(element.offsetHeight + GAP_PX);
      const { top, left } = element.getBoundingClientRect();
      style.setProperty("--toast-floor", `${innerHeight - top}px`);
      style.setProperty("--toast-left", `${left}px`);
    });
    observer.observe(element);
    observer.observe(document.body);
    return () => {
      observer.disconnect();
      style.removeProperty("--toast-floor");
      style.removeProperty("--toast-left");
    };
  }, [dock]);
  return height;
}

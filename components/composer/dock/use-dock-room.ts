"use client";

import { useLayoutEffect, type RefObject } from "react";

const GAP_PX = 16;

/**
 * Tells the page by CSS variables where the dock is: `--dock` is the room that it takes at the bottom at most, its
 * distance from the edge included, `--dock-side` that at the left, and `--toast-floor` and `--toast-left` are where toasts begin. The room does not shrink
 * when the dock comes to rest: the page would jump for whoever has scrolled to its end.
 */
export function useDockRoom(dock: RefObject<HTMLElement | null>, isAside: boolean): void {
  useLayoutEffect(() => {
    const element = dock.current;
    if (!element) return;
    const { style } = document.documentElement;
    let most = 0;
    let width = innerWidth;
    const observer = new ResizeObserver(() => {
      const { top, left, right } = element.getBoundingClientRect();
      if (width !== innerWidth) most = 0;
      width = innerWidth;
      most = isAside ? 0 : Math.max(most, Math.ceil(innerHeight - top));
      style.setProperty("--dock", `${most + GAP_PX}px`);
      style.setProperty("--dock-side", `${isAside ? right + GAP_PX : 0}px`);
      style.setProperty("--toast-floor", `${isAside ? GAP_PX : innerHeight - top}px`);
      style.setProperty("--toast-left", `${isAside ? right + GAP_PX : left}px`);
    });
    observer.observe(element);
    observer.observe(document.body);
    return () => {
      observer.disconnect();
      for (const name of ["--dock", "--dock-side", "--toast-floor", "--toast-left"]) style.removeProperty(name);
    };
  }, [dock, isAside]);
}

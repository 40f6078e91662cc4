"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

/** Lets an element go from one height to the next whenever `cause` changes: what grows without a way is not understood. */
export function useHeightMotion(element: RefObject<HTMLElement | null>, cause: string): void {
  const height = useRef(0);
  useLayoutEffect(() => {
    const observed = element.current;
    if (!observed) return;
    const observer = new ResizeObserver(() => {
      if (observed.getAnimations().length === 0) height.current = observed.offsetHeight;
    });
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element]);
  useLayoutEffect(() => {
    const moved = element.current;
    const [from, to] = [height.current, moved?.offsetHeight ?? 0];
    height.current = to;
    if (!moved || from === 0 || from === to || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const motion = moved.animate(
      [
        { height: `${from}px`, overflow: "clip" },
        { height: `${to}px`, overflow: "clip" },
      ],
      { duration: 180, easing: "cubic-bezier(0.2, 0, 0, 1)" },
    );
    return () => motion.cancel();
  }, [element, cause]);
}

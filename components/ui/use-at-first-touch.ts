"use client";

import { useEffect } from "react";

const TOUCHES = ["pointerdown", "keydown"] as const;

/**
 * Fetches a part of the page at the first press or key: whoever only looks does not pay for it, and it is there before it is
 * needed, also where the studio goes away in between.
 * @param load is the same function each time
 */
export function useAtFirstTouch(load: () => Promise<unknown>): void {
  useEffect(() => {
    const controller = new AbortController();
    // What could not be fetched is tried again at the next one.
    const fetchIt = (): void => {
      void load().then(
        () => controller.abort(),
        () => undefined,
      );
    };
    for (const touch of TOUCHES) window.addEventListener(touch, fetchIt, { capture: true, passive: true, signal: controller.signal });
    return () => controller.abort();
  }, [load]);
}

"use client";

import { useEffect, useState } from "react";
import { useIsWide } from "./use-is-wide";

/**
 * Whether the composer stands as a column: somebody wants it there, and the window has room.
 * @param fetch brings what it is laid out with, in every window that has room; until it is here everything stays as it was
 */
export function useIsAside(isWanted: boolean, fetch: () => Promise<unknown>): boolean {
  const isWide = useIsWide();
  const [isHere, setHere] = useState(false);
  useEffect(() => {
    if (!isWide) return;
    void fetch().then(
      () => setHere(true),
      () => undefined,
    );
  }, [isWide, isWanted, fetch]);
  return isWide && isWanted && isHere;
}

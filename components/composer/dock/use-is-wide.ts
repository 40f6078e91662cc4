"use client";

import { useSyncExternalStore } from "react";

/** From here on a column beside the gallery leaves it room enough; the same as `min-[105rem]` in class names. */
const WIDE = "(width >= 105rem)";

function subscribe(listener: () => void): () => void {
  const query = matchMedia(WIDE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Whether the window has room for the composer as a column. */
export const useIsWide = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => matchMedia(WIDE).matches,
    () => false,
  );

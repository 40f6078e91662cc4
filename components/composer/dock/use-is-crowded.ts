"use client";

import { useSyncExternalStore } from "react";

/** As large as text is where nobody asked for larger. */
const USUAL_PX = 16;
/** What an open composer, and the header, the heading and the words of one row of clips, are high by the size of text; and the row's pictures, which do not grow with it. */
const TEXT_REM = 31.5;
const PICTURE_PX = 200;

function subscribe(listener: () => void): () => void {
  // Another size of text is no event of its own: the page becomes longer or shorter.
  const observer = new ResizeObserver(listener);
  observer.observe(document.body);
  addEventListener("resize", listener);
  return () => {
    observer.disconnect();
    removeEventListener("resize", listener);
  };
}

function isCrowded(): boolean {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rem > USUAL_PX && innerHeight < TEXT_REM * rem + PICTURE_PX;
}

/** Whether text is so large for the window that an open composer as usual would leave no row of clips whole. */
export const useIsCrowded = (): boolean => useSyncExternalStore(subscribe, isCrowded, () => false);

"use client";

import { useEffect, useState } from "react";

/** As large as text is where nobody asked for larger. */
const USUAL_PX = 16;
/**
 * What grows with the text: an open composer, and the header, the heading and the words of one row of clips; and what does
 * not, the pictures of that row.
 */
const TEXT_REM = 31.5;
const PICTURES_PX = 240;

function isCrowdedNow(): boolean {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rem > USUAL_PX && innerHeight < TEXT_REM * rem + PICTURES_PX;
}

/** Whether text is so large for the window that an open composer as usual would leave no row of clips whole. */
export function useIsCrowded(): boolean {
  const [isCrowded, setCrowded] = useState(false);
  useEffect(() => {
    const look = (): void => setCrowded(isCrowdedNow());
    // Another size of text is no event of its own: the page becomes longer or shorter.
    const observer = new ResizeObserver(look);
    observer.observe(document.body);
    addEventListener("resize", look);
    return () => {
      observer.disconnect();
      removeEventListener("resize", look);
    };
  }, []);
  return isCrowded;
}

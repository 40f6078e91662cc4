"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";

/** As large as text is where nobody asked for larger. */
const USUAL_PX = 16;
/**
 * What grows with the text: an open composer, and the header, the heading and the words of one row of clips; and what does
 * not, the pictures of that row.
 */
const TEXT_REM = 31.5;
const PICTURES_PX = 240;
/** In a window lower than this no row would be whole either, and the whole prompt counts for more. */
const LEAST_REM = 23.5;

function isCrowdedNow(): boolean {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rem > USUAL_PX && innerHeight >= LEAST_REM * rem && innerHeight < TEXT_REM * rem + PICTURES_PX;
}

const PROMPT = "[data-slot=composer] textarea[data-problem-slot=prompt]";

/**
 * Whether text is so large for the window that an open composer as usual would leave no row of clips whole.
 * @param fetch brings what it is laid out with then; without the line everything stays as usual
 */
export function useIsCrowded(fetch: () => Promise<unknown>): boolean {
  const [isCrowded, setCrowded] = useState(false);
  const caret = useRef<[start: number, end: number]>(null);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const isHere =
        isCrowdedNow() &&
        (await fetch().then(
          () => true,
          () => false,
        ));
      const { activeElement: area } = document;
      caret.current = area instanceof HTMLTextAreaElement && area.matches(PROMPT) ? [area.selectionStart, area.selectionEnd] : null;
      setCrowded(isHere && isCrowdedNow());
    };
    const onChange = (): void => void look();
    // Another size of text is no event of its own: the page becomes longer or shorter.
    const observer = new ResizeObserver(onChange);
    observer.observe(document.body);
    addEventListener("resize", onChange);
    return () => {
      observer.disconnect();
      removeEventListener("resize", onChange);
    };
  }, [fetch]);
  useLayoutEffect(() => {
    // Laid out anew, the prompt is another element: whoever writes goes on where they were.
    const area = caret.current && document.querySelector<HTMLTextAreaElement>(PROMPT);
    area?.focus({ preventScroll: true });
    area?.setSelectionRange(...caret.current!);
  }, [isCrowded]);
  return isCrowded;
}

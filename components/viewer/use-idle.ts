"use client";

import { type RefObject, useEffect, useState } from "react";

const IDLE_MS = 2000;

/** Whether nobody has moved, pressed or typed for two seconds. Never while the keyboard's focus is seen in a control. */
export function useIdle(root: RefObject<HTMLElement | null>): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout>;
    const isInUse = (): boolean => element.querySelector("[data-chrome]:hover, [data-chrome] :focus-visible") !== null;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => (isInUse() ? wait() : setIdle(true)), IDLE_MS);
    };
    const wake = (): void => {
      setIdle(false);
      wait();
    };
    wait();
    const types = ["pointermove", "pointerdown", "keydown", "focusin"] as const;
    for (const type of types) element.addEventListener(type, wake);
    return () => {
      clearTimeout(timer);
      for (const type of types) element.removeEventListener(type, wake);
    };
  }, [root]);
  return isIdle;
}

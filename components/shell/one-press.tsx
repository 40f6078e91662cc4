"use client";

import { useEffect } from "react";

/** Fields in which Enter writes a line; everywhere else it presses something. */
const WRITES = "textarea, [contenteditable]";

/** A key that is held down presses once: what spends or deletes must never be done four times because a hand rested on Enter. */
export function OnePress() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.repeat && event.key === "Enter" && !(event.target instanceof Element && event.target.matches(WRITES)))
        event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
  return null;
}

"use client";

import { useEffect } from "react";

/** Less than this is a finger that rests, and not one that scrolls. */
const REST_PX = 8;

/** Marks the page while somebody scrolls down in it: a low screen has no room for a bar then (globals.css). */
export function Reading() {
  useEffect(() => {
    let last = scrollY;
    const look = (): void => {
      if (Math.abs(scrollY - last) < REST_PX) return;
      document.documentElement.toggleAttribute("data-reading", scrollY > last && scrollY > innerHeight / 4);
      last = scrollY;
    };
    addEventListener("scroll", look, { passive: true });
    return () => {
      removeEventListener("scroll", look);
      document.documentElement.removeAttribute("data-reading");
    };
  }, []);
  return null;
}

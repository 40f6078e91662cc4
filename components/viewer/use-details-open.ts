"use client";

import { useState } from "react";

const KEY = "viewer.details";
/** From this width on there is room for the details beside the picture. */
const WIDE = "(min-width: 80rem)";

function readOpen(): boolean {
  if (!matchMedia(WIDE).matches) return false;
  try {
    return localStorage.getItem(KEY) !== "closed";
  } catch {
    // Storage is switched off.
    return true;
  }
}

/** Whether the details are shown; the choice is kept for wide windows, on a phone they begin closed. */
export function useDetailsOpen(): [boolean, (open: boolean) => void] {
  const [isOpen, setOpen] = useState(readOpen);
  return [
    isOpen,
    (open) => {
      setOpen(open);
      if (!matchMedia(WIDE).matches) return;
      try {
        localStorage.setItem(KEY, open ? "open" : "closed");
      } catch {
        // Not kept, then.
      }
    },
  ];
}

"use client";

import { useState } from "react";
import { isAtTakes } from "@/components/clip/clip-address";
import { keep, readKept } from "./kept";

const KEY = "viewer.details";
/** From this width on there is room for the details beside the picture. */
const WIDE = "(min-width: 80rem)";

const readOpen = (): boolean => isAtTakes() || (matchMedia(WIDE).matches && readKept(KEY) !== "closed");

/** Whether the details are shown; the choice is kept for wide windows, on a phone they begin closed, unless somebody came for the takes. */
export function useDetailsOpen(): [boolean, (open: boolean) => void] {
  const [isOpen, setOpen] = useState(readOpen);
  return [
    isOpen,
    (open) => {
      setOpen(open);
      if (matchMedia(WIDE).matches) keep(KEY, open ? "open" : "closed");
    },
  ];
}

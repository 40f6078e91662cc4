"use client";

import { type PointerEvent, useState } from "react";
import { savesData } from "@/components/data/saves-data";

/** How high the lower edge of a picture is: as high as what stands on it. */
const EDGE_PX = 32;

/** Which part of a clip a mouse points at along the lower edge of its picture, from 0 to 1; null anywhere else, and by touch. */
export function useScrub(isPossible: boolean) {
  const [part, setPart] = useState<number | null>(null);
  const onPointerMove = ({ pointerType, buttons, clientX, clientY, currentTarget }: PointerEvent): void => {
    const { left, bottom, width } = currentTarget.getBoundingClientRect();
    const isOn = isPossible && pointerType === "mouse" && buttons === 0 && clientY > bottom - EDGE_PX && !savesData();
    setPart(isOn ? Math.min(Math.max((clientX - left) / width, 0), 1) : null);
  };
  return { part, onPointerMove, onPointerLeave: () => setPart(null) };
}

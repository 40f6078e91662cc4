"use client";

import { type TouchEvent, useRef } from "react";

/** Farther than a tap that slips. */
const FAR_PX = 60;

interface Swipes {
  left: (() => void) | null;
  right: (() => void) | null;
  up: () => void;
  down: () => void;
}

/** A finger drawn across the picture. Two fingers zoom, as everywhere. */
export function useSwipe({ left, right, up, down }: Swipes) {
  const began = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: ({ touches }: TouchEvent): void => {
      const touch = touches[0];
      began.current = touch && touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd: ({ changedTouches }: TouchEvent): void => {
      const touch = changedTouches[0];
      const from = began.current;
      began.current = null;
      if (!from || !touch) return;
      const [x, y] = [touch.clientX - from.x, touch.clientY - from.y];
      if (Math.max(Math.abs(x), Math.abs(y)) < FAR_PX) return;
      if (Math.abs(x) > Math.abs(y)) (x < 0 ? left : right)?.();
      else if (y < 0) up();
      else down();
    },
  };
}

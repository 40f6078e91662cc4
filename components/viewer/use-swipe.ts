"use client";

import { type TouchEvent, useRef } from "react";

/** Farther than a tap that slips. */
const FAR_PX = 60;

interface Swipes {
  left: (() => void) | null;
  right: (() => void) | null;
  up: () => void;
  down: () => void;
  /**
   * A finger that came and went. Done as it goes, and instead of the click: a browser makes that click itself, late or not at all while the page
   * is busy with what the finger did before, and where the thing is gone by then it would hit what lay beneath.
   */
  tap?: () => void;
}

/** A finger drawn across the picture. Two fingers zoom, as everywhere. */
export function useSwipe({ left, right, up, down, tap }: Swipes) {
  const began = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: ({ touches }: TouchEvent): void => {
      const touch = touches[0];
      began.current = touch && touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd: (event: TouchEvent): void => {
      const touch = event.changedTouches[0];
      const from = began.current;
      began.current = null;
      if (!from || !touch) return;
      const [x, y] = [touch.clientX - from.x, touch.clientY - from.y];
      if (Math.max(Math.abs(x), Math.abs(y)) < FAR_PX) {
        if (!tap) return;
        event.preventDefault();
        return tap();
      }
      if (Math.abs(x) > Math.abs(y)) (x < 0 ? left : right)?.();
      else if (y < 0) up();
      else down();
    },
  };
}

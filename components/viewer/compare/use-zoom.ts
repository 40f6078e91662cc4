"use client";

import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";

const MOST = 8;
export const ZOOM_STEP = 1.5;

/** How all sides are looked at: so many times larger, and moved by so many parts of their own room. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export const FIT: Zoom = { scale: 1, x: 0, y: 0 };

const within = (value: number, most: number): number => Math.min(Math.max(value, -most), most);

/** Zoomed about a point, which stays where it is: parts of the room from its middle. The picture never leaves its room. */
export function zoomAbout({ scale, x, y }: Zoom, by: number, point = { x: 0, y: 0 }): Zoom {
  const next = Math.min(Math.max(scale * by, 1), MOST);
  const factor = next / scale;
  const most = (next - 1) / 2;
  return { scale: next, x: within(point.x - (point.x - x) * factor, most), y: within(point.y - (point.y - y) * factor, most) };
}

export const pan = ({ scale, x, y }: Zoom, dx: number, dy: number): Zoom => {
  const most = (scale - 1) / 2;
  return { scale, x: within(x + dx, most), y: within(y + dy, most) };
};

/** Wheel and drag over any side move all of them alike. */
export function useZoom(stage: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState(FIT);
  const from = useRef<{ x: number; y: number } | null>(null);

  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const room = (event.target as Element).closest("[data-side]")?.getBoundingClientRect();
      if (!room) return;
      const point = { x: (event.clientX - room.left) / room.width - 0.5, y: (event.clientY - room.top) / room.height - 0.5 };
      setZoom((now) => zoomAbout(now, Math.exp(-event.deltaY / 400), point));
    };
    // React listens passively to wheels, and the page behind would zoom with them.
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [stage]);

  const drag = {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const last = from.current;
      if (!last || event.buttons === 0) return;
      const room = (event.target as Element).closest("[data-side]")?.getBoundingClientRect();
      if (!room) return;
      from.current = { x: event.clientX, y: event.clientY };
      setZoom((now) => pan(now, (event.clientX - last.x) / room.width, (event.clientY - last.y) / room.height));
    },
    onPointerUp: (): void => {
      from.current = null;
    },
  };
  return { zoom, setZoom, drag };
}

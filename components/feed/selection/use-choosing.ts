"use client";

import { type DragEvent, type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef } from "react";
import type { Selection } from "@/components/clip/marks/selection";

const CARD = "[data-slot=generation-card]";
/** A hand that shakes is no drag. */
const DRAG_PX = 6;
/** How long a finger rests on a card before it chooses it. */
const PRESS_MS = 500;
const CLICK_MS = 300;
/** Nearer to the edge of the window than this a drag scrolls on. */
const EDGE_PX = 48;

const idOf = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>(CARD)?.dataset.generation ?? null) : null;

interface Drag {
  /** From where on the page. */
  x: number;
  y: number;
  before: ReadonlySet<string>;
  /** Cards that were met, by where they lie on the page: those that scrolled away do not exist any more. */
  met: Map<string, { left: number; top: number; right: number; bottom: number }>;
  box: HTMLElement | null;
}

/**
 * How cards are chosen by hand: a press on the corner, any press on the card once choosing, with Shift all in between, a
 * finger that rests on it, and a box that a mouse draws from where no card is, or from anywhere once choosing.
 */
export function useChoosing(grid: RefObject<HTMLElement | null>, selection: Selection) {
  const drag = useRef<Drag | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** The press that ends a drag or a rest opens nothing. */
  const isSpent = useRef(false);

  useEffect(() => {
    const end = (): void => {
      clearTimeout(rest.current);
      // The click of this press comes now or never: Enter on a card is a click as well.
      if (isSpent.current) setTimeout(() => (isSpent.current = false), CLICK_MS);
      drag.current?.box?.remove();
      drag.current = null;
    };
    const move = (event: globalThis.PointerEvent): void => {
      const { current } = drag;
      if (!current || !grid.current) return;
      const [x, y] = [event.pageX, event.pageY];
      if (!current.box) {
        if (Math.hypot(x - current.x, y - current.y) < DRAG_PX) return;
        isSpent.current = true;
        // What was marked before this was a drag.
        getSelection()?.removeAllRanges();
        current.box = document.body.appendChild(makeBox());
      }
      if (event.clientY < EDGE_PX) scrollBy(0, -EDGE_PX / 2);
      if (event.clientY > innerHeight - EDGE_PX) scrollBy(0, EDGE_PX / 2);
      const box = {
        left: Math.min(x, current.x),
        top: Math.min(y, current.y),
        right: Math.max(x, current.x),
        bottom: Math.max(y, current.y),
      };
      Object.assign(current.box.style, {
        ...{ left: `${box.left}px`, top: `${box.top}px` },
        ...{ width: `${box.right - box.left}px`, height: `${box.bottom - box.top}px` },
      });
      for (const card of grid.current.querySelectorAll<HTMLElement>(CARD)) {
        const { left, top, right, bottom } = card.getBoundingClientRect();
        current.met.set(card.dataset.generation!, {
          left: left + scrollX,
          top: top + scrollY,
          right: right + scrollX,
          bottom: bottom + scrollY,
        });
      }
      const hit = [...current.met].filter(([id, at]) => selection.canChoose(id) && touches(at, box)).map(([id]) => id);
      selection.set([...current.before, ...hit]);
    };
    const listening = new AbortController();
    const options = { signal: listening.signal };
    addEventListener("pointermove", move, options);
    for (const name of ["pointerup", "pointercancel", "blur"]) addEventListener(name, end, options);
    return () => {
      listening.abort();
      end();
    };
  }, [grid, selection]);

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    isSpent.current = false;
    const id = idOf(event.target);
    if (event.pointerType === "touch") {
      clearTimeout(rest.current);
      if (id && !selection.isOn)
        rest.current = setTimeout(() => {
          isSpent.current = true;
          selection.toggle(id);
        }, PRESS_MS);
      return;
    }
    if (event.button !== 0 || event.ctrlKey || event.metaKey || (id && !selection.isOn)) return;
    if (event.target instanceof Element && event.target.closest("button, [popover], dialog")) return;
    drag.current = { x: event.pageX, y: event.pageY, before: new Set(selection.isOn ? selection.chosen : []), met: new Map(), box: null };
  }

  /** A picture or a link would go along with the pointer, and the drag be the browser's. */
  function onDragStart(event: DragEvent<HTMLElement>): void {
    if (drag.current) event.preventDefault();
  }

  /** A finger that moves scrolls. */
  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (event.pointerType === "touch" && Math.hypot(event.movementX, event.movementY) > 2) clearTimeout(rest.current);
  }

  function onContextMenu(event: MouseEvent<HTMLElement>): void {
    if (isSpent.current) event.preventDefault();
  }

  function onClickCapture(event: MouseEvent<HTMLElement>): void {
    const id = idOf(event.target);
    const isCorner = event.target instanceof Element && event.target.closest("[data-choose]") !== null;
    if (isSpent.current) {
      isSpent.current = false;
      return swallow(event);
    }
    if (!id || !(isCorner || selection.isOn) || !selection.canChoose(id)) return;
    if (event.target instanceof Element && event.target.closest("[popover], dialog")) return;
    swallow(event);
    selection.toggle(id, event.shiftKey);
  }

  return { onPointerDown, onPointerMove, onDragStart, onContextMenu, onClickCapture };
}

function swallow(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const touches = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function makeBox(): HTMLElement {
  const box = document.createElement("div");
  box.setAttribute("aria-hidden", "true");
  box.className = "pointer-events-none absolute z-10 rounded-sm border border-tungsten bg-tungsten/15";
  return box;
}

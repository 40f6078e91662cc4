"use client";

import { useEffect, useId, useRef, type ReactNode } from "react";
import { keepPlaced, type Placement } from "./place";

const DELAY_MS = 350;

interface TooltipProps {
  label: ReactNode;
  /** One element: it is what the tooltip points at. */
  children: ReactNode;
  placement?: Placement;
}

/** A few words on hover and on keyboard focus; Escape puts them away. Never the only place of something needed. */
export function Tooltip({ label, children, placement }: TooltipProps) {
  const id = useId();
  const root = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = useRef<() => void>(undefined);

  function hide() {
    clearTimeout(timer.current);
    stop.current?.();
    stop.current = undefined;
    if (tip.current?.matches(":popover-open")) tip.current.hidePopover();
  }
  function show(delayMs: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const anchor = root.current?.firstElementChild;
      if (!anchor || !tip.current || tip.current.matches(":popover-open")) return;
      // What is already its name need not be read twice.
      if (anchor.getAttribute("aria-label") !== tip.current.textContent && !anchor.hasAttribute("aria-describedby"))
        anchor.setAttribute("aria-describedby", id);
      tip.current.showPopover();
      stop.current = keepPlaced(anchor, tip.current, { side: "bottom", align: "center", ...placement });
    }, delayMs);
  }
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      stop.current?.();
    },
    [],
  );

  return (
    <span
      ref={root}
      data-slot="tooltip"
      className="contents"
      onPointerOver={(event) => event.pointerType === "mouse" && show(DELAY_MS)}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => event.target.matches(":focus-visible") && show(0)}
      onBlur={hide}
      onKeyDown={(event) => event.key === "Escape" && hide()}
    >
      {children}
      <span
        ref={tip}
        id={id}
        role="tooltip"
        popover="manual"
        className="pointer-events-none fixed inset-auto m-0 max-w-64 rounded-md border border-line bg-overlay px-2 py-1 text-xs text-text shadow-float open:animate-appear"
      >
        {label}
      </span>
    </span>
  );
}

"use client";

import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  type ComponentProps,
  type ReactNode,
  type RefObject,
} from "react";
import { cn } from "@/lib/shared/cn";
import { keepPlaced, type Placement } from "./place";

interface PopoverParts {
  id: string;
  trigger: RefObject<HTMLButtonElement | null>;
  content: RefObject<HTMLDivElement | null>;
}

const PopoverContext = createContext<PopoverParts | null>(null);

/** The parts of the Popover or Menu around this component. */
export function usePopover(): PopoverParts {
  const parts = useContext(PopoverContext);
  if (!parts) throw new Error("PopoverTrigger and PopoverContent belong inside a Popover.");
  return parts;
}

/** A small surface that floats beside its button. Escape, a press outside and the way back of the focus come from the browser. */
export function Popover({ children }: { children: ReactNode }) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const content = useRef<HTMLDivElement>(null);
  return <PopoverContext value={{ id, trigger, content }}>{children}</PopoverContext>;
}

export function PopoverTrigger({ type = "button", ...props }: ComponentProps<"button">) {
  const { id, trigger } = usePopover();
  return <button ref={trigger} data-slot="popover-trigger" type={type} popoverTarget={id} aria-haspopup="dialog" {...props} />;
}

export const floatingClasses =
  "fixed inset-auto m-0 overflow-auto overscroll-contain rounded-lg border border-line bg-overlay text-text shadow-float open:animate-rise";

interface PopoverContentProps extends ComponentProps<"div"> {
  placement?: Placement;
  onOpenChange?: (open: boolean) => void;
}

export function PopoverContent({ placement, onOpenChange, className, ...props }: PopoverContentProps) {
  const { id, trigger, content } = usePopover();
  const changed = useEffectEvent((open: boolean) => onOpenChange?.(open));
  const { side, align } = placement ?? {};
  useEffect(() => {
    const element = content.current;
    if (!element) return;
    let stop: (() => void) | undefined;
    const onToggle = (event: Event) => {
      stop?.();
      stop = undefined;
      const open = (event as ToggleEvent).newState === "open";
      if (open && trigger.current) stop = keepPlaced(trigger.current, element, { ...(side && { side }), ...(align && { align }) });
      changed(open);
    };
    // Before it is painted it has no size to place; `toggle` comes after layout and before the eye sees it move.
    element.addEventListener("toggle", onToggle);
    return () => {
      stop?.();
      element.removeEventListener("toggle", onToggle);
    };
  }, [content, trigger, side, align]);
  return (
    <div
      ref={content}
      id={id}
      data-slot="popover-content"
      role="dialog"
      popover="auto"
      className={cn(floatingClasses, "base:p-3", className)}
      {...props}
    />
  );
}

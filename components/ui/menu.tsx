"use client";

import { Check } from "@/components/ui/icons";
import Link from "next/link";
import { Suspense, useEffectEvent, useLayoutEffect, useState, type ComponentProps, type KeyboardEvent, type ReactNode } from "react";
import { cn } from "@/lib/shared/cn";
import { Popover, PopoverContent, usePopover } from "./popover";

export const Menu = Popover;

export function MenuTrigger({ type = "button", onKeyDown, ...props }: ComponentProps<"button">) {
  const { id, trigger, content } = usePopover();
  return (
    <button
      ref={trigger}
      data-slot="menu-trigger"
      type={type}
      popoverTarget={id}
      aria-haspopup="menu"
      onKeyDown={(event) => {
        if (event.key === "ArrowDown") {
          event.preventDefault();
          content.current?.showPopover();
        }
        onKeyDown?.(event);
      }}
      {...props}
    />
  );
}

/** The items that are to be seen: some stand in the menu only on a phone. */
const itemsOf = (menu: HTMLElement | null) =>
  [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([aria-disabled="true"])') ?? [])].filter(
    (item) => item.getClientRects().length > 0,
  );

interface MenuContentProps extends ComponentProps<typeof PopoverContent> {
  /** A field over the items that narrows them down: it is no item, and keeps its letters. */
  search?: ReactNode;
}

/** Its items are not drawn before it is opened; what comes later still (`lazy`) gets the focus when it is there. */
export function MenuContent({ className, onKeyDown, onOpenChange, search, placement, children, ...props }: MenuContentProps) {
  const { content } = usePopover();
  const [isDrawn, setDrawn] = useState(false);
  function move(event: KeyboardEvent<HTMLDivElement>) {
    const isTyping = event.target instanceof HTMLInputElement;
    if (isTyping && !event.key.startsWith("Arrow") && event.key !== "Tab") return;
    const items = itemsOf(content.current);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 };
    if (event.key in to) {
      event.preventDefault();
      items.at((to[event.key] ?? 0) % Math.max(items.length, 1))?.focus();
    } else if (event.key === "Tab") {
      content.current?.hidePopover();
    } else if (event.key.length === 1 && event.key !== " ") {
      const letter = event.key.toLowerCase();
      const ordered = [...items.slice(at + 1), ...items.slice(0, at + 1)];
      ordered.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
    }
    onKeyDown?.(event);
  }
  function focusFirst(): void {
    const items = itemsOf(content.current);
    const field = content.current?.querySelector("input");
    (field ?? items.find((item) => item.ariaChecked === "true") ?? items[0])?.focus();
  }
  return (
    <PopoverContent
      data-slot="menu-content"
      role={undefined}
      onKeyDown={move}
      onBeforeToggle={({ newState }) => newState === "open" && setDrawn(true)}
      onOpenChange={(open) => {
        onOpenChange?.(open);
        if (open) focusFirst();
      }}
      className={cn("base:min-w-48 p-1", className)}
      {...(placement && { placement })}
    >
      {search}
      <div role="menu" {...props}>
        <Suspense fallback={<div className="h-16" />}>
          {isDrawn && (
            <>
              {children}
              <Arrival onArrived={focusFirst} />
            </>
          )}
        </Suspense>
      </div>
    </PopoverContent>
  );
}

/** Stands behind what came late: tells when it is there, and the menu is still open. */
function Arrival({ onArrived }: { onArrived: () => void }) {
  const { content } = usePopover();
  const arrived = useEffectEvent(() => {
    if (content.current?.matches(":popover-open")) onArrived();
  });
  useLayoutEffect(() => arrived(), []);
  return null;
}

/** Whether somebody reached for the menu, and what its button needs to tell: what is in it comes then. */
export function useWanted(load?: () => Promise<unknown>) {
  const [isWanted, setWanted] = useState(false);
  const want = (): void => setWanted(true);
  const prepare = (): void => void load?.().catch(() => undefined);
  return [isWanted, { onPointerEnter: prepare, onPointerDown: want, onFocus: want }] as const;
}

const itemClasses =
  "flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 py-1 text-left text-sm base:text-text hover:bg-raised focus:bg-raised focus:outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 aria-disabled:text-quiet aria-disabled:hover:bg-transparent pointer-coarse:min-h-11 [&_svg]:icon [&_svg]:text-quiet";

interface MenuItemProps extends Omit<ComponentProps<"button">, "onSelect" | "disabled"> {
  onSelect: () => void;
  tone?: "danger";
  disabled?: boolean;
}

export function MenuItem({ onSelect, tone, disabled = false, className, ...props }: MenuItemProps) {
  const { content } = usePopover();
  return (
    <button
      data-slot="menu-item"
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (disabled) return;
        // Closed first: a dialog that the choice opens must not lose its focus to the returning one.
        content.current?.hidePopover();
        onSelect();
      }}
      className={cn(itemClasses, tone === "danger" && "text-failed [&_svg]:text-failed!", className)}
      {...props}
    />
  );
}

export function MenuLink({ className, onClick, ...props }: ComponentProps<typeof Link>) {
  const { content } = usePopover();
  return (
    <Link
      data-slot="menu-link"
      role="menuitem"
      tabIndex={-1}
      onClick={(event) => {
        content.current?.hidePopover();
        onClick?.(event);
      }}
      className={cn(itemClasses, className)}
      {...props}
    />
  );
}

export function MenuRadio({ checked, role = "menuitemradio", children, ...props }: MenuItemProps & { checked: boolean }) {
  return (
    <MenuItem role={role} aria-checked={checked} {...props}>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {checked && <Check aria-hidden="true" />}
    </MenuItem>
  );
}

export function MenuLabel({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="menu-label" role="presentation" className={cn("px-2 pt-2 pb-1 text-xs text-quiet", className)} {...props} />;
}

export function MenuSeparator({ className, ...props }: ComponentProps<"hr">) {
  return <hr data-slot="menu-separator" className={cn("-mx-1 my-1 border-line", className)} {...props} />;
}

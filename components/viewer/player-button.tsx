import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** How a control of the viewer looks that is an icon, or as short. */
export const controlLook =
  "flex size-9 shrink-0 items-center justify-center rounded-md base:text-quiet transition-colors hover:bg-raised hover:text-text aria-pressed:text-text disabled:opacity-40 pointer-coarse:size-11 [&_svg]:icon";

/** As the key itself is labelled; the others are their own letter. */
const KEY_CAPS: Readonly<Record<string, string>> = { Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };

const titleOf = (label: string, shortcut: string | undefined): string =>
  shortcut ? `${label} (${KEY_CAPS[shortcut] ?? shortcut})` : label;

/** A control of the viewer: an icon with a name, and the key that does the same. */
export function PlayerButton({ label, shortcut, className, ...props }: ComponentProps<"button"> & { label: string; shortcut?: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={titleOf(label, shortcut)}
      className={cn(controlLook, className)}
      {...props}
    />
  );
}

import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

const look =
  "flex size-9 shrink-0 items-center justify-center rounded-md text-quiet transition-colors hover:bg-raised hover:text-text aria-pressed:text-tungsten-ink disabled:opacity-40 pointer-coarse:size-11 [&_svg]:icon";

/** A control of the viewer: an icon with a name, and the key that does the same. */
export function PlayerButton({ label, shortcut, className, ...props }: ComponentProps<"button"> & { label: string; shortcut?: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
      className={cn(look, className)}
      {...props}
    />
  );
}

export function PlayerLink({ label, shortcut, className, ...props }: ComponentProps<"a"> & { label: string; shortcut?: string }) {
  return (
    <a
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
      className={cn(look, className)}
      {...props}
    />
  );
}

import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** One letter, or one Chinese character, which for a person is the family name. */
const initialOf = (name: string): string => (Array.from(name.trim())[0] ?? "?").toUpperCase();

/** A person as a small grey disc: colour belongs to the clips. */
export function Avatar({ name, className, children = initialOf(name), ...props }: ComponentProps<"span"> & { name: string }) {
  return (
    <span
      data-slot="avatar"
      aria-hidden="true"
      className={cn(
        "inline-flex base:size-7 shrink-0 items-center justify-center rounded-full base:border border-line-strong bg-raised text-xs leading-none font-semibold text-text select-none",
        className,
      )}
      {...props}
    >
      {children}
    </span>
  );
}

/** Somebody who is here now: a ring of their own colour tells two of one initial apart. @param id gives the colour */
export function PersonDisc({ id, name, className }: { id: string; name: string; className?: string }) {
  return (
    <Avatar
      name={name}
      className={cn("border-2", className)}
      style={{ borderColor: `oklch(0.68 0.11 ${parseInt(id.slice(-4), 16) % 360})` }}
    />
  );
}

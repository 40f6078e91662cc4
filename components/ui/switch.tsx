"use client";

import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

interface SwitchProps extends Omit<ComponentProps<"button">, "onChange"> {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  /** Shown beside the switch and its accessible name; without it give `aria-label` or `aria-labelledby`. */
  label?: ReactNode;
}

export function Switch({ checked, onCheckedChange, label, className, ...props }: SwitchProps) {
  return (
    <button
      data-slot="switch"
      type="button"
      role="switch"
      aria-checked={checked}
      onClick={() => onCheckedChange(!checked)}
      className={cn("group inline-flex min-h-control items-center gap-2.5 rounded-md text-sm text-text disabled:opacity-45", className)}
      {...props}
    >
      <span
        aria-hidden="true"
        className="relative h-[1.125rem] w-8 shrink-0 rounded-full border border-line-strong bg-raised transition-colors group-hover:not-group-disabled:border-quiet group-aria-checked:border-text group-aria-checked:bg-text"
      >
        <span className="absolute top-1/2 left-0.5 size-3 -translate-y-1/2 rounded-full bg-quiet transition-[left,background-color] group-aria-checked:left-[calc(100%-0.875rem)] group-aria-checked:bg-canvas" />
      </span>
      {label}
    </button>
  );
}

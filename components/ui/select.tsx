"use client";

import { ChevronDown } from "@/components/ui/icons";
import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";
import { useFieldControl } from "./field-context";

/** The platform's own list: it opens as a wheel on phones and answers to typing everywhere. `wrapperClassName` sizes it. */
export function Select({ className, wrapperClassName, children, ...props }: ComponentProps<"select"> & { wrapperClassName?: string }) {
  return (
    <span data-slot="select" className={cn("relative inline-flex min-w-0 items-center", wrapperClassName)}>
      <select
        className={cn(
          "h-control w-full min-w-0 cursor-pointer appearance-none truncate base:rounded-md border border-line-strong base:bg-surface base:pr-8 base:pl-3 text-sm text-text transition-colors hover:not-disabled:bg-raised focus-visible:outline-offset-0 disabled:opacity-45 aria-invalid:border-failed pointer-coarse:text-lg [&>option]:bg-overlay [&>option]:text-text",
          className,
        )}
        {...props}
        {...useFieldControl(props)}
      >
        {children}
      </select>
      <ChevronDown aria-hidden="true" className="icon pointer-events-none absolute right-2.5 text-quiet" />
    </span>
  );
}

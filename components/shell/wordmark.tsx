import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** The small clapper: a slate and two sticks, the upper one about to fall. */
export function Clapper({ className, ...props }: ComponentProps<"svg">) {
  return (
    <svg
      data-slot="clapper"
      viewBox="0 0 24 24"
      fill="none"
      aria-hidden="true"
      className={cn("base:size-6 shrink-0", className)}
      {...props}
    >
      <path d="M3 9.25 19.6 3.6" stroke="var(--tungsten)" strokeWidth="2.6" strokeLinecap="round" />
      <path d="M3.3 11.5h17.4" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
      <path d="M2 14.4h20v4.85A1.75 1.75 0 0 1 20.25 21H3.75A1.75 1.75 0 0 1 2 19.25Z" fill="currentColor" />
    </svg>
  );
}

export function Wordmark({ className, ...props }: ComponentProps<"span">) {
  return (
    <span data-slot="wordmark" className={cn("inline-flex items-center gap-2 text-lg font-semibold tracking-tight", className)} {...props}>
      <Clapper />
      {WORD}
    </span>
  );
}

// A name, the same in every language.
const WORD = "dailies";

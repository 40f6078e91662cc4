import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** Something is going on; who uses it says what, in words beside it. */
export function Spinner({ className, ...props }: ComponentProps<"svg">) {
  return (
    <svg data-slot="spinner" viewBox="0 0 16 16" fill="none" aria-hidden="true" className={cn("icon animate-spin", className)} {...props}>
      <circle cx="8" cy="8" r="6.25" stroke="currentColor" strokeOpacity="0.25" />
      <path d="M14.25 8A6.25 6.25 0 0 0 8 1.75" stroke="currentColor" strokeLinecap="round" />
    </svg>
  );
}

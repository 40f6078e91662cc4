import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** For ears only. */
export function VisuallyHidden({ className, ...props }: ComponentProps<"span">) {
  return <span data-slot="visually-hidden" className={cn("sr-only", className)} {...props} />;
}

import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** Holds the place of what is loading in its final size. It stands still: the page has nothing to advertise. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="skeleton" aria-hidden="true" className={cn("base:rounded-md bg-raised", className)} {...props} />;
}

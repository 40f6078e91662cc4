import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** Nothing here yet: one sentence why, one action onward. */
export function Empty({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="empty"
      className={cn("mx-auto flex max-w-md flex-col items-center gap-4 px-6 base:py-16 text-center", className)}
      {...props}
    />
  );
}

export function EmptyTitle({ className, ...props }: ComponentProps<"h2">) {
  return <h2 data-slot="empty-title" className={cn("text-xl font-semibold text-balance", className)} {...props} />;
}

export function EmptyDescription({ className, ...props }: ComponentProps<"p">) {
  return <p data-slot="empty-description" className={cn("-mt-2 text-base text-pretty base:text-quiet", className)} {...props} />;
}

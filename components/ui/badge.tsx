import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

const badgeVariants = cva(
  "inline-flex h-5 shrink-0 items-center gap-1 rounded-sm border px-1.5 text-xs leading-none font-medium whitespace-nowrap tabular [&_svg]:icon [&_svg]:size-3",
  {
    variants: {
      tone: {
        neutral: "border-line text-quiet",
        running: "border-running/30 bg-running/8 text-running",
        ready: "border-ready/30 bg-ready/8 text-ready",
        failed: "border-failed/30 bg-failed/8 text-failed",
        uncertain: "border-uncertain/30 bg-uncertain/8 text-uncertain",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

/** A word about a state. The tone never stands alone: put an icon before the word. */
export function Badge({ className, tone, ...props }: ComponentProps<"span"> & VariantProps<typeof badgeVariants>) {
  return <span data-slot="badge" className={cn(badgeVariants({ tone }), className)} {...props} />;
}

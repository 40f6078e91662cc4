import { CircleAlert } from "@/components/ui/icons";
import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** What went wrong, where it went wrong, with the next step in the same sentence. */
export function Alert({ className, children, ...props }: ComponentProps<"div">) {
  return (
    <div
      role="alert"
      data-slot="alert"
      className={cn("flex items-start gap-2 rounded-md border border-failed/40 bg-failed/8 px-3 py-2 text-sm text-text", className)}
      {...props}
    >
      <CircleAlert aria-hidden="true" className="icon mt-0.5 text-failed" />
      <div className="min-w-0 flex-1 text-pretty">{children}</div>
    </div>
  );
}

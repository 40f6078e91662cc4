import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";
import { Spinner } from "./spinner";

/** The look of a button, for links that lead on like one: `<Link className={buttonVariants({ variant: "primary" })}>`. */
export const buttonVariants = cva(
  "base:relative inline-flex base:shrink-0 items-center justify-center base:gap-2 base:rounded-md border font-medium whitespace-nowrap select-none base:transition-[background-color,border-color,color,opacity] disabled:opacity-45 aria-disabled:opacity-45 [&_svg]:icon",
  {
    variants: {
      variant: {
        primary: "border-transparent base:bg-tungsten base:text-on-tungsten hover:not-disabled:bg-tungsten-hover",
        secondary: "base:border-line-strong base:bg-surface base:text-text hover:not-disabled:bg-raised",
        quiet:
          "border-transparent base:text-quiet hover:not-disabled:bg-raised hover:not-disabled:text-text aria-expanded:bg-raised aria-expanded:text-text",
        danger: "base:border-line-strong base:bg-surface base:text-failed hover:not-disabled:border-failed hover:not-disabled:bg-failed/10",
      },
      size: {
        sm: "base:min-h-7 base:px-2.5 text-xs pointer-coarse:min-h-11",
        md: "min-h-control base:px-3 text-sm",
        lg: "min-h-control-primary base:px-4 text-base",
        icon: "size-control min-h-control p-0",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Something this button began is still going on: it keeps its size and focus, spins, and cannot be pressed again. */
  pending?: boolean;
}

export function Button({ className, variant, size, pending = false, type = "button", children, onClick, ...props }: ButtonProps) {
  return (
    <button
      data-slot="button"
      type={type}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={cn(buttonVariants({ variant, size }), pending && "aria-disabled:opacity-100!", className)}
      {...props}
    >
      {pending ? (
        <>
          {/* See-through and not hidden: what is hidden no longer names the button. */}
          <span className="contents text-transparent">{children}</span>
          <Spinner className="absolute" />
        </>
      ) : (
        children
      )}
    </button>
  );
}

"use client";

import { CircleAlert } from "@/components/ui/icons";
import { useContext, useId, useMemo, type ComponentProps, type ReactNode } from "react";
import { cn } from "@/lib/shared/cn";
import { FieldContext } from "./field-context";

interface FieldProps extends ComponentProps<"div"> {
  /** The sentence that says what is wrong; the control is marked invalid while there is one. */
  error?: ReactNode;
  hint?: ReactNode;
}

/** A label, one control, and what is to be said about it, tied together for eyes and ears alike. */
export function Field({ error, hint, className, children, ...props }: FieldProps) {
  const id = useId();
  const invalid = Boolean(error);
  const hasHint = Boolean(hint);
  const ids = useMemo(() => ({ id, hintId: `${id}-hint`, errorId: `${id}-error`, invalid, hasHint }), [id, invalid, hasHint]);
  return (
    <FieldContext value={ids}>
      <div data-slot="field" data-invalid={invalid || undefined} className={cn("flex min-w-0 flex-col gap-1.5", className)} {...props}>
        {children}
        <FieldError>{error}</FieldError>
        {hasHint && <FieldHint>{hint}</FieldHint>}
      </div>
    </FieldContext>
  );
}

export function Label({ className, ...props }: ComponentProps<"label">) {
  const field = useContext(FieldContext);
  return <label data-slot="label" htmlFor={field?.id} className={cn("text-sm font-medium text-text", className)} {...props} />;
}

export function FieldHint({ className, ...props }: ComponentProps<"p">) {
  const field = useContext(FieldContext);
  return <p data-slot="field-hint" id={field?.hintId} className={cn("text-xs text-pretty text-quiet", className)} {...props} />;
}

/** The live region is there before the error is, so that a screen reader hears it arrive. */
export function FieldError({ className, children, ...props }: ComponentProps<"p">) {
  const field = useContext(FieldContext);
  return (
    <p
      data-slot="field-error"
      id={field?.errorId}
      aria-live="polite"
      className={cn("flex items-start gap-1.5 text-xs text-failed empty:hidden", className)}
      {...props}
    >
      {children && <CircleAlert aria-hidden="true" className="icon mt-px size-3.5" />}
      {children && <span>{children}</span>}
    </p>
  );
}

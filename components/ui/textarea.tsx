"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";
import { useFieldControl } from "./field-context";
import { inputClasses } from "./input-classes";

/** Several lines, as high as what is in them where browsers can do that. */
export function Textarea({ className, rows = 4, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      dir="auto"
      rows={rows}
      className={cn(inputClasses, "max-h-[40dvh] resize-y py-2 base:leading-6 [field-sizing:content]", className)}
      {...props}
      {...useFieldControl(props)}
    />
  );
}

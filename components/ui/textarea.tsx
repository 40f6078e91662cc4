"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";
import { useFieldControl } from "./field-context";
import { inputClasses } from "./input";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      className={cn(inputClasses, "field-sizing-content min-h-16 resize-none py-2", className)}
      {...props}
      {...useFieldControl(props)}
    />
  );
}

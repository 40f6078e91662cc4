"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";
import { useFieldControl } from "./field-context";
import { inputClasses } from "./input-classes";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input data-slot="input" type={type} className={cn(inputClasses, "h-control", className)} {...props} {...useFieldControl(props)} />
  );
}

"use client";

import { useId } from "react";
import { cn } from "@/lib/shared/cn";

export interface SegmentedOption<T extends string> {
  value: T;
  /** The radio's accessible name. */
  label: string;
  /** Why it cannot be chosen now: it stays visible and reachable, and says so. */
  unavailable?: string | undefined;
}

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  onValueChange: (value: T) => void;
  options: readonly SegmentedOption<T>[];
  className?: string;
  size?: "sm" | "md";
}

/** A radio group drawn as one bar. The radios are real ones, so arrow keys and the single tab stop come from the browser. */
export function Segmented<T extends string>({ label, value, onValueChange, options, className, size = "md" }: SegmentedProps<T>) {
  const name = useId();
  return (
    <div
      data-slot="segmented"
      role="radiogroup"
      aria-label={label}
      className={cn("inline-flex base:max-w-full gap-0.5 rounded-lg bg-raised p-0.5", className)}
    >
      {options.map((option) => {
        const reasonId = `${name}-${option.value}`;
        return (
          <label
            key={option.value}
            title={option.unavailable}
            className={cn(
              "relative inline-flex min-w-6 flex-auto base:cursor-pointer items-center justify-center gap-1.5 rounded-md border border-transparent base:px-3 font-medium whitespace-nowrap text-quiet transition-colors [&_svg]:icon",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus hover:text-text",
              "has-checked:border-line-strong/60 has-checked:bg-selected has-checked:text-text",
              size === "sm" ? "min-h-6 px-2 text-xs pointer-coarse:min-h-11" : "min-h-8 text-sm pointer-coarse:min-h-11",
              option.unavailable && "cursor-not-allowed opacity-45 hover:text-quiet!",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              aria-disabled={option.unavailable ? true : undefined}
              aria-describedby={option.unavailable ? reasonId : undefined}
              aria-label={option.label}
              onChange={() => {
                if (!option.unavailable) onValueChange(option.value);
              }}
              className="absolute inset-0 cursor-[inherit] appearance-none rounded-md outline-none"
            />
            <span className="pointer-events-none relative">{option.label}</span>
            {option.unavailable && (
              <span id={reasonId} hidden>
                {option.unavailable}
              </span>
            )}
          </label>
        );
      })}
    </div>
  );
}

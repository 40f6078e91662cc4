"use client";

import { useEffect, useId, useRef, type ReactNode } from "react";
import { usePopover } from "@/components/ui/popover";
import { cn } from "@/lib/shared/cn";

export interface RadioOption<T extends string | number> {
  value: T;
  label: string;
  /** Said behind the label, e.g. a price. */
  detail?: string | null;
  icon?: ReactNode;
  /** Why it cannot be chosen now: it stays visible and reachable, and says so. */
  unavailable?: string | undefined;
}

interface ChoiceRadiosProps<T extends string | number> {
  label: string;
  value: T;
  options: readonly RadioOption<T>[];
  onChoose: (value: T) => void;
  /** Side by side, by their pictures, instead of one below the other. */
  tiles?: boolean;
}

/** What a setting can be, inside its popover. Arrows try each; a click or Enter takes it and closes. */
export function ChoiceRadios<T extends string | number>({ label, value, options, onChoose, tiles = false }: ChoiceRadiosProps<T>) {
  const name = useId();
  const group = useRef<HTMLDivElement>(null);
  const { content } = usePopover();
  useEffect(() => {
    const radios = [...(group.current?.querySelectorAll("input") ?? [])];
    (radios.find((radio) => radio.checked) ?? radios[0])?.focus();
  }, []);
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={label}
      className={cn(tiles ? "grid grid-cols-4 gap-1" : "flex min-w-44 flex-col")}
      onKeyDown={(event) => {
        if (event.key === "Enter") content.current?.hidePopover();
      }}
    >
      {options.map((option) => (
        <label
          key={option.value}
          title={option.unavailable}
          className={cn(
            "relative flex base:cursor-pointer items-center rounded-md border border-transparent base:text-sm base:text-text tabular hover:bg-raised has-checked:border-line-strong has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:min-h-11",
            tiles ? "w-[4.5rem] flex-col gap-1 px-1 py-1.5 text-center text-xs leading-tight" : "min-h-8 gap-3 px-2.5",
            option.unavailable !== undefined && "cursor-not-allowed text-quiet",
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            aria-disabled={option.unavailable !== undefined || undefined}
            aria-label={[option.label, option.unavailable ?? option.detail].filter(Boolean).join(" · ")}
            onChange={() => {
              if (option.unavailable === undefined) onChoose(option.value);
            }}
            // A click by keyboard has no detail: arrows go on through the list.
            onClick={(event) => {
              if (option.unavailable === undefined && event.detail > 0) content.current?.hidePopover();
            }}
            className="absolute inset-0 cursor-[inherit] appearance-none rounded-md outline-none"
          />
          {option.icon && <span className={cn(option.unavailable !== undefined && "opacity-45")}>{option.icon}</span>}
          <span aria-hidden="true" className={cn(!tiles && "flex-1")}>
            {option.label}
          </span>
          {!tiles && (option.unavailable ?? option.detail) && (
            <span aria-hidden="true" className="text-xs text-quiet">
              {option.unavailable ?? option.detail}
            </span>
          )}
        </label>
      ))}
    </div>
  );
}

"use client";

import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";

export const REQUEST_FORMATS = ["json", "curl", "python", "typescript"] as const;
export type RequestFormat = (typeof REQUEST_FORMATS)[number];

interface FormatTabsProps {
  /** Tabs are `id-format`, their panel is `id-panel`. */
  id: string;
  value: RequestFormat;
  onValueChange: (value: RequestFormat) => void;
}

const STEPS: Record<string, (index: number) => number> = {
  ArrowRight: (index) => index + 1,
  ArrowLeft: (index) => index - 1,
  Home: () => 0,
  End: () => -1,
};

/** One tab stop; arrow keys choose. */
export function FormatTabs({ id, value, onValueChange }: FormatTabsProps) {
  const t = useTranslations("request");
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const count = REQUEST_FORMATS.length;
    const next = REQUEST_FORMATS[(step(REQUEST_FORMATS.indexOf(value)) + count) % count]!;
    onValueChange(next);
    document.getElementById(`${id}-${next}`)?.focus();
  }
  return (
    <div role="tablist" aria-label={t("format")} className="flex max-w-full gap-1 overflow-x-auto" onKeyDown={onKeyDown}>
      {REQUEST_FORMATS.map((format) => (
        <button
          key={format}
          id={`${id}-${format}`}
          type="button"
          role="tab"
          aria-selected={value === format}
          aria-controls={`${id}-panel`}
          tabIndex={value === format ? 0 : -1}
          onClick={() => onValueChange(format)}
          className={cn(
            "min-h-7 rounded-md px-2.5 text-xs font-medium text-quiet transition-colors hover:text-text focus-visible:-outline-offset-2 pointer-coarse:min-h-11",
            value === format && "bg-raised text-text",
          )}
        >
          {t(`formats.${format}`)}
        </button>
      ))}
    </div>
  );
}

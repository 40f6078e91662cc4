"use client";

import { Suspense, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/shared/cn";
import type { ComposerProblem } from "../engine/composer-state";
import { useShownProblems } from "../engine/composer-context";

export const pillClasses =
  "inline-flex h-control max-w-full items-center gap-1.5 rounded-full border base:border-line-strong base:px-2.5 text-sm whitespace-nowrap base:text-text tabular transition-colors hover:border-quiet aria-expanded:border-quiet aria-expanded:bg-raised aria-invalid:border-failed";

interface SettingProps {
  label: string;
  /** What is chosen, for ears, and for eyes unless `children` says it otherwise. */
  value: string;
  slot?: ComposerProblem["slot"];
  icon?: ReactNode;
  children?: ReactNode;
  /** Fetches what opens, before it is opened. */
  load: () => void;
  content: ReactNode;
  className?: string;
}

/** One setting of the bar: a pill that says what is chosen and opens what there is to choose from. */
export function Setting({ label, value, slot, icon, children = value, load, content, className }: SettingProps) {
  const t = useTranslations("composer.settings");
  const [isOpen, setOpen] = useState(false);
  const isWrong = useShownProblems(slot ?? "seed").length > 0 && slot !== undefined;
  return (
    <Popover>
      <PopoverTrigger
        data-problem-slot={slot}
        aria-label={t("shown", { label, value })}
        aria-expanded={isOpen}
        aria-invalid={isWrong || undefined}
        title={label}
        onPointerEnter={load}
        onFocus={load}
        className={cn(pillClasses, className)}
      >
        {icon}
        {children}
      </PopoverTrigger>
      <PopoverContent aria-label={label} placement={{ side: "top" }} onOpenChange={setOpen} className="max-w-[calc(100vw-1rem)]">
        {isOpen && <Suspense fallback={<div className="h-16 w-48" />}>{content}</Suspense>}
      </PopoverContent>
    </Popover>
  );
}

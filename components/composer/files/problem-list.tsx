"use client";

import { ChevronRight } from "@/components/ui/icons";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

/** So many lines are shown at once; more fold to one, because the prompt below has to stay in sight. */
const OPEN = 1;

interface ProblemListProps {
  count: number;
  /** What is said of them while they are folded; left out: that they were not taken. */
  folded?: string;
  /** One press for all of them. */
  clear: string;
  onClear: () => void;
  children: ReactNode;
}

/** Files that were not taken, line by line; many of them behind one line that says how many. */
export function ProblemList({ count, folded, clear, onClear, children }: ProblemListProps) {
  const t = useTranslations("uploads");
  const list = (
    <ul aria-live="polite" className="flex flex-col gap-1 empty:hidden">
      {children}
    </ul>
  );
  if (count <= OPEN) return list;
  return (
    <div className="flex items-start text-sm">
      <details className="group/fold min-w-0 flex-1">
        <summary className="flex min-h-6 list-none items-center gap-2 rounded-md text-failed">
          <ChevronRight aria-hidden="true" className="icon transition-transform group-open/fold:rotate-90" />
          {folded ?? t("notTaken", { count })}
        </summary>
        <div className="pt-1">{list}</div>
      </details>
      <Button size="sm" variant="quiet" className="min-h-6" onClick={onClear}>
        {clear}
      </Button>
    </div>
  );
}

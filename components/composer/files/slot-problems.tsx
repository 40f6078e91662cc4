"use client";

import { CircleAlert } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { useShownProblems } from "../engine/composer-context";
import type { ComposerProblem } from "../engine/composer-state";

/** The sentences about one place of the form, beneath it. Files that were refused say so themselves. */
export function SlotProblems({ slot, id }: { slot: ComposerProblem["slot"]; id: string }) {
  const t = useTranslations("problems");
  const problems = useShownProblems(slot).filter((problem) => problem.code !== "uploadFailed");
  return (
    <div id={id} aria-live="polite" className="empty:hidden">
      {problems.map(({ code, values }, index) => (
        <p key={`${code}-${index}`} className="flex items-start gap-1.5 text-sm text-failed">
          <CircleAlert aria-hidden="true" className="icon mt-0.5" />
          {t(code, values)}
        </p>
      ))}
    </div>
  );
}

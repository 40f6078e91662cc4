"use client";

import { Suspense } from "react";
import { useTranslations } from "use-intl";
import { Segmented } from "@/components/ui/segmented";
import { getModel, type Mode } from "@/lib/models/catalog";
import { referencesOn } from "@/lib/models/hosts";
import { choicesFor } from "@/lib/models/choices";
import { cn } from "@/lib/shared/cn";
import { useComposerState, useEngine } from "../engine/composer-context";
import { useReason } from "../engine/use-reason";
import { ReferenceCounter } from "../files/load-files";
import { SlotProblems } from "../files/slot-problems";

/** Text, first frame, first and last, references; the chosen one says in a line what it takes. */
export function ModePicker({ className }: { className?: string }) {
  const t = useTranslations("composer");
  const engine = useEngine();
  const reason = useReason();
  const mode = useComposerState((state) => state.mode);
  const model = useComposerState((state) => state.model);
  const hasReferences = useComposerState((state) => state.mode === "references" && state.inputs.some(({ role }) => role === "reference"));
  const { images, videos, audios } = referencesOn(getModel(model).references, engine.surface);
  const options = choicesFor(model, mode, engine.surface).modes.map((choice) => ({
    value: choice.value,
    label: t(`modes.${choice.value}.label`),
    unavailable: reason(choice.reason),
  }));
  const caption = (
    <p className="min-w-0 grow basis-48 truncate text-xs text-quiet in-data-crowded:sr-only">
      {t(`modes.${mode}.caption`, { images, videos, audios })}
    </p>
  );
  return (
    <div data-problem-slot="mode" className="contents">
      <Segmented<Mode>
        label={t("mode")}
        value={mode}
        onValueChange={engine.setMode}
        options={options}
        className={cn("max-sm:w-full", className)}
      />
      {hasReferences ? (
        <Suspense fallback={caption}>
          <ReferenceCounter />
        </Suspense>
      ) : (
        caption
      )}
      <SlotProblems slot="mode" id="composer-mode-problems" />
    </div>
  );
}

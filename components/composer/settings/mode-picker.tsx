"use client";

import { useTranslations } from "use-intl";
import { Segmented } from "@/components/ui/segmented";
import { getModel, type Mode } from "@/lib/models/catalog";
import { referencesOn } from "@/lib/models/hosts";
import { choicesFor } from "@/lib/models/choices";
import { useComposerState, useEngine } from "../engine/composer-context";
import { useReason } from "../engine/use-reason";
import { SlotProblems } from "../files/slot-problems";

/** Text, first frame, first and last, references; the chosen one says in a line what it takes. */
export function ModePicker() {
  const t = useTranslations("composer");
  const engine = useEngine();
  const reason = useReason();
  const mode = useComposerState((state) => state.mode);
  const model = useComposerState((state) => state.model);
  const { images, videos, audios } = referencesOn(getModel(model).references, engine.surface);
  const options = choicesFor(model, mode, engine.surface).modes.map((choice) => ({
    value: choice.value,
    label: t(`modes.${choice.value}.label`),
    unavailable: reason(choice.reason),
  }));
  return (
    <div data-problem-slot="mode" className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <Segmented<Mode> label={t("mode")} value={mode} onValueChange={engine.setMode} options={options} className="max-sm:w-full" />
      <p className="min-w-0 text-xs text-quiet">{t(`modes.${mode}.caption`, { images, videos, audios })}</p>
      <SlotProblems slot="mode" id="composer-mode-problems" />
    </div>
  );
}

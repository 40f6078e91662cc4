"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import type { MentionStyle } from "@/lib/models/mention-tokens";
import { type Packing, PACKINGS } from "@/lib/recipes/shots/pack-shots";
import type { ShotPlan, ShotProblem } from "@/lib/recipes/shots/plan-shots";
import type { ShotTemplate } from "@/lib/recipes/shots/templates";
import { showPrompt } from "../prompt/prompt-text";
import { useMentionNames } from "../prompt/use-mention-names";
import { ShotTemplates } from "./shot-templates";

interface ShotsOutcomeProps {
  plans: Record<Packing, ShotPlan>;
  packing: Packing;
  onPacking: (packing: Packing) => void;
  language: MentionStyle;
  /** What a person should know beside what the plan warns of. */
  notes: readonly string[];
  onTemplate: (template: ShotTemplate) => void;
}

/** What the list becomes: how many clips, what is sent for each to the last letter, and what stands against it. */
export function ShotsOutcome({ plans, packing, onPacking, language, notes, onTemplate }: ShotsOutcomeProps) {
  const t = useTranslations("shots");
  const name = useId();
  const { nameOf } = useMentionNames(language);
  const { clips, problems, warnings } = plans[packing];
  const sentence = ({ code, values }: ShotProblem): string => t(`problems.${code}`, values);
  const title = packing === "one" ? t("preview") : t("previews");
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <fieldset className="flex flex-col">
        <legend className="mb-1 text-sm font-medium">{t("packing.label")}</legend>
        {PACKINGS.map((value) => (
          <label
            key={value}
            className="-mx-2 flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm hover:bg-raised has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:min-h-11"
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={packing === value}
              className="size-4 accent-text outline-none"
              onChange={() => onPacking(value)}
            />
            <span className="flex-1">{t(`packing.${value}`)}</span>
            {value !== "one" && plans[value].clips.length > 0 && (
              <span className="text-xs text-quiet tabular">{t("packing.detail", { count: plans[value].clips.length })}</span>
            )}
          </label>
        ))}
      </fieldset>
      <div role="status" className="flex flex-col gap-1 text-sm empty:hidden">
        {problems.map((problem) => (
          <p key={`${problem.code} ${problem.shotId ?? ""}`} className="text-pretty text-failed">
            {sentence(problem)}
          </p>
        ))}
        {warnings.map((warning) => (
          <p key={warning.code} className="text-pretty text-uncertain">
            {sentence(warning)}
          </p>
        ))}
        {notes.map((note) => (
          <p key={note} className="text-pretty text-quiet">
            {note}
          </p>
        ))}
      </div>
      <section aria-label={title} className="flex min-h-0 flex-col gap-1">
        <div className="flex items-center justify-between gap-2">
          <h3 className="text-sm font-medium">{title}</h3>
          <ShotTemplates label={t("templates.prompt")} onChoose={onTemplate}>
            {t("templates.short")}
          </ShotTemplates>
        </div>
        <ol
          tabIndex={0}
          aria-label={title}
          data-slot="shots-preview"
          className="flex max-h-[max(9rem,34dvh)] flex-col gap-2.5 overflow-y-auto overscroll-contain rounded-md bg-raised px-3 py-2 text-sm empty:hidden lg:max-h-[40dvh]"
        >
          {clips.map(({ prompt, seconds }, index) => (
            <li key={index}>
              {packing !== "one" && (
                <p className="text-xs text-quiet tabular">
                  {t("clip", { number: index + 1, known: seconds === null ? 0 : 1, seconds: seconds ?? 0 })}
                </p>
              )}
              <p dir="auto" className="whitespace-pre-wrap break-words">
                {showPrompt(prompt, nameOf).text}
              </p>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

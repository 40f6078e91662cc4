"use client";

import { useId, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Input } from "@/components/ui/input";
import { getModel, type Surface } from "@/lib/models/catalog";
import { choicesFor } from "@/lib/models/choices";
import { isModelKey } from "@/lib/models/catalog";
import type { RowRecipe } from "@/lib/recipes/table/read-cells";
import { REFERENCE_SETS, referenceSets } from "@/lib/recipes/table/variations";
import { MAX_SEEDS, picturesOf, type VariationFields } from "./dimensions";

interface DimensionFieldsProps {
  fields: VariationFields;
  onChange: (fields: VariationFields) => void;
  base: RowRecipe;
  surface: Surface;
}

/** What may vary: words, seeds, and every setting that has choices. What is left alone stays as in the composer. */
export function DimensionFields({ fields, onChange, base, surface }: DimensionFieldsProps) {
  const t = useTranslations("batch.variations");
  const settings = useTranslations("composer.settings");
  const id = useId();
  const { model, mode } = base.recipe;
  const choices = choicesFor(isModelKey(model) ? model : "seedance-2.0", mode, surface);
  const set = (change: Partial<VariationFields>) => onChange({ ...fields, ...change });
  const pictures = picturesOf(base);
  return (
    <div className="flex flex-col gap-4 text-sm">
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-prompts`}>{t("prompts")}</label>
        <textarea
          id={`${id}-prompts`}
          rows={3}
          dir="auto"
          value={fields.prompts}
          aria-describedby={`${id}-hint`}
          onChange={(event) => set({ prompts: event.target.value })}
          className="w-full rounded-md border border-line-strong bg-transparent px-3 py-2"
        />
        <p id={`${id}-hint`} className="text-xs text-quiet">
          {t("promptsHint", { example: `{${t("promptsExample")}}` })}
        </p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <label className="flex flex-col gap-1">
          {t("randomSeeds")}
          <Input
            type="number"
            min={0}
            max={MAX_SEEDS}
            value={fields.randomSeeds}
            onChange={(event) => set({ randomSeeds: Math.max(0, Math.min(MAX_SEEDS, Math.floor(event.target.valueAsNumber || 0))) })}
          />
        </label>
        <label className="flex flex-col gap-1">
          {t("seeds")}
          <Input value={fields.seeds} placeholder="42, 7" onChange={(event) => set({ seeds: event.target.value })} />
        </label>
      </div>
      <Several
        label={settings("ratio")}
        all={choices.ratios.filter(({ reason }) => !reason).map(({ value }) => value)}
        chosen={fields.ratios}
        word={(value) => (value === "adaptive" ? settings("ratioAuto") : value)}
        onChange={(ratios) => set({ ratios })}
      />
      <Several
        label={settings("duration")}
        all={choices.durations.filter(({ reason }) => !reason).map(({ value }) => value)}
        chosen={fields.durations}
        word={(value) => settings("seconds", { seconds: value })}
        onChange={(durations) => set({ durations })}
      />
      <Several
        label={settings("resolution")}
        all={choices.resolutions.filter(({ reason }) => !reason).map(({ value }) => value)}
        chosen={fields.resolutions}
        word={(value) => value}
        onChange={(resolutions) => set({ resolutions })}
      />
      <Several
        label={settings("model")}
        all={choices.models.filter(({ reason }) => !reason).map(({ value }) => value)}
        chosen={fields.models}
        word={(value) => getModel(value).label}
        onChange={(models) => set({ models })}
      />
      {referenceSets(base, "alone").length > 0 && !fields.frames && (
        <fieldset className="flex flex-wrap items-center gap-x-1.5 gap-y-1.5">
          <legend className="mb-1">{t("references.label")}</legend>
          {REFERENCE_SETS.map((how) => (
            <Tick
              key={how}
              type="radio"
              name={`${id}-references`}
              checked={fields.references === how}
              onChange={() => set({ references: how })}
            >
              {t(`references.${how}`, { count: referenceSets(base, how).length })}
            </Tick>
          ))}
        </fieldset>
      )}
      {pictures.length > 1 && (
        <Tick checked={fields.frames} onChange={(frames) => set({ frames })}>
          {t("frames", { count: pictures.length })}
        </Tick>
      )}
    </div>
  );
}

interface SeveralProps<T> {
  label: string;
  all: readonly T[];
  chosen: readonly T[];
  word: (value: T) => string;
  onChange: (chosen: T[]) => void;
}

/** Any number of a list, in the order of the list. */
function Several<T extends string | number>({ label, all, chosen, word, onChange }: SeveralProps<T>) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-1.5 gap-y-1.5">
      <legend className="mb-1">{label}</legend>
      {all.map((value) => (
        <Tick
          key={value}
          checked={chosen.includes(value)}
          onChange={(isChosen) => onChange(all.filter((one) => (one === value ? isChosen : chosen.includes(one))))}
        >
          {word(value)}
        </Tick>
      ))}
    </fieldset>
  );
}

interface TickProps {
  type?: "checkbox" | "radio";
  name?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

function Tick({ type = "checkbox", name, checked, onChange, children }: TickProps) {
  return (
    <label className="inline-flex min-h-8 w-fit cursor-pointer items-center gap-2 rounded-full border border-line-strong px-3 text-sm has-checked:border-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 pointer-coarse:min-h-11">
      <input
        type={type}
        name={name}
        className="size-3.5 accent-text"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  );
}

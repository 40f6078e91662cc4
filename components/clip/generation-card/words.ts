"use client";

import { useTranslations } from "use-intl";
import { MODELS } from "@/lib/models/catalog";
import type { GenerationView } from "@/lib/generations/view";

/** The length that a card names: the file's own, else what was reported or asked for; null while the model chooses. */
export const lengthOf = (view: GenerationView): number | null =>
  view.video ? Math.floor(view.video.durationMs / 1000) : (view.actual.durationSeconds ?? view.recipe.durationSeconds);

export const modelLabel = (key: string): string => MODELS.find((model) => model.key === key)?.label ?? key;

/** The seed that made it, if it is known: the one asked for, else the one the provider reports. */
export const seedOf = (view: GenerationView): number | null => view.recipe.seed ?? view.actual.seed;

/** Enough of a prompt to recognise it by; a screen reader should not have to read a page before it comes to the state. */
const MAX_NAME_CODE_POINTS = 240;

export function shortPrompt(prompt: string, most = MAX_NAME_CODE_POINTS): string {
  const points = [...prompt.replace(/\s+/g, " ").trim()];
  return points.length > most ? `${points.slice(0, most).join("")}…` : points.join("");
}

/** The words of one generation, in the reader's language. */
export function useGenerationWords() {
  const t = useTranslations("gallery");
  const status = useTranslations("status");

  const title = (view: GenerationView): string => shortPrompt(view.recipe.prompt) || t("noPrompt");

  /** What its card is called: prompt, length, state. */
  const name = (view: GenerationView): string => {
    const length = lengthOf(view);
    return t("article", {
      prompt: title(view),
      length: length === null ? t("automaticLength") : t("lengthName", { count: length }),
      status: status(view.status),
    });
  };

  /** `R2 · 720p · 16:9 · 5 s · seed 78674`: one line that says how it was made. */
  const slate = (view: GenerationView): string => {
    const length = lengthOf(view);
    const seed = seedOf(view);
    const parts = [
      view.recipe.mode === "text"
        ? null
        : view.recipe.mode === "references"
          ? t("slate.references", { count: view.inputs.length })
          : t(`slate.${view.recipe.mode}`),
      view.recipe.model === MODELS[0].key ? null : modelLabel(view.recipe.model).replace("Seedance ", ""),
      view.actual.resolution ?? view.recipe.resolution,
      view.actual.ratio ?? (view.recipe.ratio === "adaptive" ? t("adaptive") : view.recipe.ratio),
      length === null ? t("automatic") : t("seconds", { count: length }),
      seed === null ? null : t("slate.seed", { seed: String(seed) }),
    ];
    return parts.filter((part) => part !== null).join(" · ");
  };

  return { title, name, slate, status: (view: GenerationView): string => status(view.status) };
}

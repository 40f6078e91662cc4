"use client";

import { useTranslations } from "use-intl";
import { MODELS } from "@/lib/models/catalog";
import type { CardView } from "@/lib/generations/view";

/** The length that a card names: the file's own, else what was reported or asked for; null while the model chooses. */
export const lengthOf = ({ video, slate }: CardView): number | null => (video ? Math.floor(video.durationMs / 1000) : slate.seconds);

export const modelLabel = (key: string): string => MODELS.find((model) => model.key === key)?.label ?? key;

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

  const title = ({ prompt }: Pick<CardView, "prompt">): string => shortPrompt(prompt) || t("noPrompt");

  const take = (number: number): string => t("take", { number });

  /** Tells the takes of one recipe apart, which all have one prompt: `Take 2 · A pier in the fog`. */
  const takeTitle = (view: Pick<CardView, "prompt" | "marks">): string =>
    [view.marks?.take && take(view.marks.take), view.marks?.name ?? title(view)].filter(Boolean).join(" · ");

  /** What its card is called: prompt, length, state. */
  const name = (view: CardView): string => {
    const length = lengthOf(view);
    return t("article", {
      prompt: title(view),
      length: length === null ? t("automaticLength") : t("lengthName", { count: length }),
      status: status(view.status),
    });
  };

  /** `R2 · 720p · 16:9 · 5 s · seed 78674`: one line that says how it was made. */
  const slate = (view: CardView): string => {
    const length = lengthOf(view);
    const { mode, model, resolution, ratio, seed, inputs = 0 } = view.slate;
    const parts = [
      mode === "text" ? null : mode === "references" ? t("slate.references", { count: inputs }) : t(`slate.${mode}`),
      model === MODELS[0].key ? null : modelLabel(model).replace("Seedance ", ""),
      resolution,
      ratio === "adaptive" ? t("adaptive") : ratio,
      length === null ? t("automatic") : t("seconds", { count: length }),
      seed === undefined ? null : t("slate.seed", { seed: String(seed) }),
    ];
    return parts.filter((part) => part !== null).join(" · ");
  };

  return { title, take, takeTitle, name, slate, status: (view: CardView): string => status(view.status) };
}

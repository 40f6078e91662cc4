"use client";

import { useLocale, useTranslations } from "use-intl";
import { formatMicros } from "@/lib/i18n/format";
import type { PriceTable } from "@/lib/models/prices";
import { estimateOf } from "@/lib/recipes/plan";
import type { Recipe } from "@/lib/recipes/recipe";
import { useComposerSettings } from "../engine/composer-context";
import { plannedInputs } from "../engine/composer-state";

/** Says what the draft would cost, with some of its settings changed and so many times; null where no price is known. */
export function usePriceOf(prices: PriceTable): (changes?: Partial<Recipe>, times?: number) => string | null {
  const t = useTranslations("composer.estimate");
  const locale = useLocale();
  const state = useComposerSettings();
  return (changes = {}, times = 1) => {
    const { micros } = estimateOf({ ...state, ...changes }, plannedInputs(state), prices);
    if (!micros) return null;
    const [min, max] = [micros.min, micros.max].map((value) => formatMicros(locale, value * times));
    return min === max ? min! : t("range", { min: min!, max: max! });
  };
}

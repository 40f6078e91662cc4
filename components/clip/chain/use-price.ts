"use client";

import { useLocale, useTranslations } from "use-intl";
import { formatMicros } from "@/lib/i18n/format";
import type { ClipView } from "@/lib/generations/view";
import { estimateOf, type PlannedInput } from "@/lib/recipes/plan";
import type { Recipe } from "@/lib/recipes/recipe";
import type { Offer } from "../gallery-place";

/** The files of a clip, as a plan reckons with them. */
export const plannedOf = ({ inputs }: Pick<ClipView, "inputs">): PlannedInput[] =>
  inputs.map(({ role, asset }) => ({ ...asset, role, assetId: asset.id }));

/** What a recipe will probably cost, in words; null where no price is known. */
export function usePrice({ prices }: Offer) {
  const t = useTranslations("composer.estimate");
  const locale = useLocale();
  return (recipe: Recipe, inputs: readonly PlannedInput[]): string | null => {
    const { micros } = estimateOf(recipe, inputs, prices);
    if (!micros) return null;
    const [min, max] = [formatMicros(locale, micros.min), formatMicros(locale, micros.max)];
    return t("about", { price: min === max ? min : t("range", { min, max }) });
  };
}

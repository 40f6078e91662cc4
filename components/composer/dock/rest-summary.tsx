"use client";

import { useTranslations } from "use-intl";
import { getModel } from "@/lib/models/catalog";
import type { PriceTable } from "@/lib/models/prices";
import { useComposerState } from "../engine/composer-context";
import { usePriceOf } from "../settings/use-price-of";
import { useSettingWords } from "../settings/use-setting-words";

/** What a press at rest would make, in one line. */
export function RestSummary({ prices }: { prices: PriceTable }) {
  const t = useTranslations("composer");
  const { ratio, duration, resolution } = useSettingWords();
  const model = useComposerState((state) => state.model);
  const mode = useComposerState((state) => state.mode);
  const price = usePriceOf(prices)();
  const settings = [getModel(model).label, ratio, duration, resolution, price && t("estimate.about", { price })];
  return (
    <p className="text-sm whitespace-nowrap text-quiet tabular @max-[46rem]:sr-only">
      <span className="sr-only">{t(`modes.${mode}.label`)} · </span>
      {settings.filter(Boolean).join(" · ")}
    </p>
  );
}

"use client";

import { useTranslations } from "use-intl";
import type { Ratio, Resolution } from "@/lib/models/catalog";
import type { Choice } from "@/lib/models/choices";
import type { PriceTable } from "@/lib/models/prices";
import { MAX_TAKES } from "@/lib/recipes/takes";
import { useComposerState, useEngine } from "../engine/composer-context";
import { useReason } from "../engine/use-reason";
import { ChoiceRadios } from "./choice-radios";
import { RatioShape } from "./ratio-shape";
import { usePriceOf } from "./use-price-of";
import { useSettingWords } from "./use-setting-words";

export { DurationChoices } from "./duration-choices";

/** The six ratios as they look, and the one that is left to the model or to the frame. */
export function RatioChoices({ choices }: { choices: readonly Choice<Ratio>[] }) {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const reason = useReason();
  const ratio = useComposerState((state) => state.ratio);
  const { automaticRatio } = useSettingWords();
  const off = choices.find((choice) => choice.reason !== null);
  return (
    <>
      <ChoiceRadios
        tiles
        label={t("ratio")}
        value={ratio}
        onChoose={(value) => engine.dispatch({ type: "set", settings: { ratio: value } })}
        options={choices.map((choice) => ({
          value: choice.value,
          label: choice.value === "adaptive" ? automaticRatio : choice.value,
          icon: <RatioShape ratio={choice.value} className="size-7" />,
          unavailable: reason(choice.reason),
        }))}
      />
      {off && <p className="max-w-72 pt-2 text-xs text-quiet">{t("greyed", { reason: reason(off.reason) ?? "" })}</p>}
    </>
  );
}

/** Each resolution with what a clip of it costs. */
export function ResolutionChoices({ choices, prices }: { choices: readonly Choice<Resolution>[]; prices: PriceTable }) {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const reason = useReason();
  const priceOf = usePriceOf(prices);
  const resolution = useComposerState((state) => state.resolution);
  return (
    <ChoiceRadios
      label={t("resolution")}
      value={resolution}
      onChoose={(value) => engine.dispatch({ type: "set", settings: { resolution: value } })}
      options={choices.map((choice) => ({
        value: choice.value,
        label: choice.experimental ? t("experimental", { label: choice.value }) : choice.value,
        detail: priceOf({ resolution: choice.value }),
        unavailable: reason(choice.reason),
      }))}
    />
  );
}

/** How many clips a press makes, and what they cost together. */
export function TakesChoices({ prices }: { prices: PriceTable }) {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const priceOf = usePriceOf(prices);
  const takes = useComposerState((state) => state.takes);
  const seed = useComposerState((state) => state.seed);
  return (
    <>
      <ChoiceRadios
        label={t("takes")}
        value={takes}
        onChoose={(value) => engine.dispatch({ type: "set", settings: { takes: value } })}
        options={Array.from({ length: MAX_TAKES }, (_, index) => ({
          value: index + 1,
          label: t("takesOf", { count: index + 1 }),
          detail: priceOf({}, index + 1),
        }))}
      />
      <p className="max-w-52 px-2.5 pt-2 text-xs text-quiet">{t(seed === null ? "takesHint" : "takesSeeds")}</p>
    </>
  );
}

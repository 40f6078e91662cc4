"use client";

import { useEffect, useId, useRef } from "react";
import { useTranslations } from "use-intl";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { MAX_PRIORITY } from "@/lib/models/catalog";
import { takesOf } from "@/lib/recipes/takes";
import { useComposerSettings, useComposerState, useEngine } from "../engine/composer-context";
import { SeedField } from "./seed-field";

/** What is rarely changed: the seed, a watermark, and the place among one's own clips at the provider. */
export function MoreSettings() {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const place = useRef<HTMLDivElement>(null);
  const watermark = useComposerState((state) => state.watermark);
  useEffect(() => place.current?.querySelector("input")?.focus(), []);
  return (
    <div ref={place} className="flex w-64 max-w-full flex-col gap-2 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span aria-hidden="true">{t("seed")}</span>
        <SeedField />
      </div>
      <SeedNote />
      <Switch
        checked={watermark}
        onCheckedChange={(on) => engine.dispatch({ type: "set", settings: { watermark: on } })}
        label={<span className="order-first flex-1 text-left">{t("watermark")}</span>}
        className="w-full"
      />
      <PriorityField />
    </div>
  );
}

function SeedNote() {
  const t = useTranslations("composer.settings");
  const state = useComposerSettings();
  if (state.seed === null || state.takes === 1) return null;
  const seeds = takesOf(state, state.takes).map(({ seed }) => seed);
  return <p className="text-xs text-quiet">{t("seedsOfTakes", { first: String(seeds[0]), last: String(seeds.at(-1)) })}</p>;
}

/** Shown where the style in use has it, and wherever a recipe brought one along. */
function PriorityField() {
  const t = useTranslations("composer.settings");
  const id = useId();
  const engine = useEngine();
  const priority = useComposerState((state) => state.priority);
  if (engine.surface === "openai" && priority === 0) return null;
  return (
    <div className="flex items-center justify-between gap-2">
      <label htmlFor={id}>{t("priority")}</label>
      <Select
        id={id}
        value={String(priority)}
        onChange={(event) => engine.dispatch({ type: "set", settings: { priority: Number(event.target.value) } })}
        wrapperClassName="shrink-0"
      >
        {Array.from({ length: MAX_PRIORITY + 1 }, (_, value) => (
          <option key={value}>{value}</option>
        ))}
      </Select>
    </div>
  );
}

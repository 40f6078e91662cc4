"use client";

import { Clapperboard, Ellipsis, Lock, Stamp, Volume2, VolumeX } from "@/components/ui/icons";
import { lazy } from "react";
import { useTranslations } from "use-intl";
import { Select } from "@/components/ui/select";
import { Tooltip } from "@/components/ui/tooltip";
import { getModel, type ModelKey } from "@/lib/models/catalog";
import { choicesFor } from "@/lib/models/choices";
import type { PriceTable } from "@/lib/models/prices";
import { cn } from "@/lib/shared/cn";
import { useComposerState, useEngine } from "../engine/composer-context";
import { useReason } from "../engine/use-reason";
import { RatioShape } from "./ratio-shape";
import { pillClasses, Setting } from "./setting";
import { useSettingWords } from "./use-setting-words";

// What opens from the bar is not there before it is near.
const loadChoices = () => import("./choices");
const RatioChoices = lazy(async () => ({ default: (await loadChoices()).RatioChoices }));
const DurationChoices = lazy(async () => ({ default: (await loadChoices()).DurationChoices }));
const ResolutionChoices = lazy(async () => ({ default: (await loadChoices()).ResolutionChoices }));
const TakesChoices = lazy(async () => ({ default: (await loadChoices()).TakesChoices }));
const MoreSettings = lazy(async () => ({ default: (await import("./more-settings")).MoreSettings }));

const load = (): void => {
  void Promise.all([loadChoices(), import("./more-settings")]).catch(() => undefined);
};

interface SettingsBarProps {
  models: readonly ModelKey[] | undefined;
  prices: PriceTable;
}

/** Every setting in one row of pills; what is rarely changed lies behind the last one, and shows there when it was. */
export function SettingsBar({ models, prices }: SettingsBarProps) {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const mode = useComposerState((state) => state.mode);
  const model = useComposerState((state) => state.model);
  const chosenRatio = useComposerState((state) => state.ratio);
  const takes = useComposerState((state) => state.takes);
  const { ratio, duration, resolution } = useSettingWords();
  const choices = choicesFor(model, mode, engine.surface, models);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      <ModelPill choices={choices.models} />
      <Setting
        slot="ratio"
        label={t("ratio")}
        value={ratio}
        icon={<RatioShape ratio={chosenRatio} className="text-quiet" />}
        load={load}
        content={<RatioChoices choices={choices.ratios} />}
      />
      <Setting
        slot="duration"
        label={t("duration")}
        value={duration}
        load={load}
        content={<DurationChoices choices={choices.durations} automatic={choices.automaticDuration} prices={prices} />}
      />
      <Setting
        slot="resolution"
        label={t("resolution")}
        value={resolution}
        load={load}
        content={<ResolutionChoices choices={choices.resolutions} prices={prices} />}
      />
      <SoundSwitch />
      <Setting
        label={t("takes")}
        value={t("times", { count: takes })}
        load={load}
        content={<TakesChoices prices={prices} />}
        className={cn(takes > 1 && "border-text bg-text text-canvas aria-expanded:bg-text!")}
      />
      <MorePill />
    </div>
  );
}

function ModelPill({ choices }: { choices: ReturnType<typeof choicesFor>["models"] }) {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const reason = useReason();
  const model = useComposerState((state) => state.model);
  return (
    <span className="relative inline-flex max-w-full">
      <Clapperboard aria-hidden="true" className="icon pointer-events-none absolute top-1/2 left-2.5 z-10 -translate-y-1/2 text-quiet" />
      <Select
        data-problem-slot="model"
        aria-label={t("model")}
        title={t("model")}
        value={model}
        onChange={(event) => engine.dispatch({ type: "set", settings: { model: event.target.value as ModelKey } })}
        wrapperClassName="max-w-full"
        className="field-sizing-content max-w-60 rounded-full bg-transparent pr-7 pl-8 pointer-coarse:text-sm!"
      >
        {choices.map((choice) => {
          const { label } = getModel(choice.value);
          const why = reason(choice.reason);
          return (
            <option key={choice.value} value={choice.value} disabled={why !== undefined}>
              {why ? t("off", { label, reason: why }) : label}
            </option>
          );
        })}
      </Select>
    </span>
  );
}

/** On or off, as wide as its icon where all settings share one row; where a finger has the sheet, its word stands there. */
function SoundSwitch() {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const sound = useComposerState((state) => state.sound);
  const Icon = sound ? Volume2 : VolumeX;
  return (
    <Tooltip label={t("sound")} placement={{ side: "top" }}>
      <button
        type="button"
        role="switch"
        aria-checked={sound}
        aria-label={t("sound")}
        onClick={() => engine.dispatch({ type: "set", settings: { sound: !sound } })}
        className={cn(pillClasses, "min-w-control justify-center px-0 text-quiet aria-checked:text-text max-md:px-3.5")}
      >
        <Icon aria-hidden="true" className="icon" />
        <span className="md:hidden">{t("sound")}</span>
      </button>
    </Tooltip>
  );
}

/** A locked seed is plain to see: one that nobody notices makes every take the same. */
function MorePill() {
  const t = useTranslations("composer.settings");
  const seed = useComposerState((state) => state.seed);
  const watermark = useComposerState((state) => state.watermark);
  const priority = useComposerState((state) => state.priority);
  const set = [
    seed !== null && t("shown", { label: t("seed"), value: String(seed) }),
    watermark && t("watermark"),
    priority > 0 && t("shown", { label: t("priorityShort"), value: String(priority) }),
  ].filter((part) => part !== false);
  return (
    <Setting
      slot="seed"
      label={t("more")}
      value={set.length > 0 ? set.join(", ") : t("moreNone")}
      load={load}
      content={<MoreSettings />}
      className={cn("min-w-control justify-center", set.length === 0 && "px-0", seed !== null && "border-uncertain")}
    >
      {seed !== null && (
        <span className="inline-flex items-center gap-1 font-mono text-xs text-uncertain">
          <Lock aria-hidden="true" className="icon" />
          {seed}
        </span>
      )}
      {watermark && <Stamp aria-hidden="true" className="icon" />}
      {priority > 0 && <span aria-hidden="true">{t("priorityMark", { priority })}</span>}
      <Ellipsis aria-hidden="true" className="icon text-quiet" />
    </Setting>
  );
}

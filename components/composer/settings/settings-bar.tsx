"use client";

import { ArrowUpNarrowWide, Clapperboard, Clock, Monitor, RectangleHorizontal, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { getModel, MAX_PRIORITY, type ModelKey, type Ratio, type Resolution } from "@/lib/models/catalog";
import { choicesFor, effectiveRatio, type Choice } from "@/lib/models/choices";
import { useComposer, useComposerState, useEngine } from "../engine/composer-context";
import { firstFrameOf, sizeOf } from "../engine/composer-state";
import { SeedField } from "./seed-field";
import { useReason } from "../engine/use-reason";

/** Every setting in one row of pills that wraps. What is off stays in its list, with the reason. */
export function SettingsBar({ models }: { models: readonly ModelKey[] | undefined }) {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const mode = useComposerState((state) => state.mode);
  const model = useComposerState((state) => state.model);
  const choices = choicesFor(model, mode, engine.surface, models);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1.5">
      <ModelPill choices={choices.models} />
      <RatioPill choices={choices.ratios} />
      <DurationPill choices={choices.durations} automatic={choices.automaticDuration} />
      <ResolutionPill choices={choices.resolutions} />
      <SeedField />
      <PriorityPill />
      <SettingSwitch name="sound" label={t("sound")} />
      <SettingSwitch name="watermark" label={t("watermark")} />
      <SettingSwitch name="returnLastFrame" label={t("returnLastFrame")} />
    </div>
  );
}

interface PillProps {
  slot: "model" | "ratio" | "duration" | "resolution" | "priority";
  label: string;
  value: string;
  icon: LucideIcon;
  onChange: (value: string) => void;
  children: ReactNode;
}

function Pill({ slot, label, value, icon: Icon, onChange, children }: PillProps) {
  return (
    <span className="relative inline-flex max-w-full">
      <Icon aria-hidden="true" className="icon pointer-events-none absolute top-1/2 left-2.5 z-10 -translate-y-1/2 text-quiet" />
      <Select
        data-problem-slot={slot}
        aria-label={label}
        title={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        wrapperClassName="max-w-full"
        className="field-sizing-content max-w-60 rounded-full bg-transparent pr-7 pl-8 pointer-coarse:text-sm"
      >
        {children}
      </Select>
    </span>
  );
}

/** One entry of a list, switched off with its reason behind it. */
function Entry<T extends string | number>({ choice, label }: { choice: Choice<T>; label: string }) {
  const t = useTranslations("composer.settings");
  const reason = useReason()(choice.reason);
  return (
    <option value={choice.value} disabled={reason !== undefined}>
      {reason ? t("off", { label, reason }) : choice.experimental ? t("experimental", { label }) : label}
    </option>
  );
}

function ModelPill({ choices }: { choices: readonly Choice<ModelKey>[] }) {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const model = useComposerState((state) => state.model);
  return (
    <Pill
      slot="model"
      label={t("model")}
      icon={Clapperboard}
      value={model}
      onChange={(value) => engine.dispatch({ type: "set", settings: { model: value as ModelKey } })}
    >
      {choices.map((choice) => (
        <Entry key={choice.value} choice={choice} label={getModel(choice.value).label} />
      ))}
    </Pill>
  );
}

function RatioPill({ choices }: { choices: readonly Choice<Ratio>[] }) {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const ratio = useComposerState((state) => state.ratio);
  const mode = useComposerState((state) => state.mode);
  const frame = useComposerState(firstFrameOf);
  const fromImage = mode === "firstFrame" || mode === "firstLast";
  const actual = effectiveRatio(mode, "adaptive", frame && sizeOf(frame));
  const automatic = fromImage
    ? actual === "adaptive"
      ? t("ratioFromImage")
      : t("ratioFromImageKnown", { ratio: actual })
    : t("ratioAuto");
  return (
    <Pill
      slot="ratio"
      label={t("ratio")}
      icon={RectangleHorizontal}
      value={ratio}
      onChange={(value) => engine.dispatch({ type: "set", settings: { ratio: value as Ratio } })}
    >
      {choices.map((choice) => (
        <Entry key={choice.value} choice={choice} label={choice.value === "adaptive" ? automatic : choice.value} />
      ))}
    </Pill>
  );
}

const AUTOMATIC = "auto";

function DurationPill({ choices, automatic }: { choices: ReturnType<typeof choicesFor>["durations"]; automatic: boolean }) {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const seconds = useComposerState((state) => state.durationSeconds);
  const entries = (safest: boolean) =>
    choices
      .filter((choice) => choice.safest === safest)
      .map((choice) => <Entry key={choice.value} choice={choice} label={t("seconds", { seconds: choice.value })} />);
  const isListed = seconds === null ? automatic : choices.some((choice) => choice.value === seconds);
  return (
    <Pill
      slot="duration"
      label={t("duration")}
      icon={Clock}
      value={seconds === null ? AUTOMATIC : String(seconds)}
      onChange={(value) => engine.dispatch({ type: "set", settings: { durationSeconds: value === AUTOMATIC ? null : Number(value) } })}
    >
      {automatic && <option value={AUTOMATIC}>{t("durationAuto")}</option>}
      <optgroup label={t("durationSafest")}>{entries(true)}</optgroup>
      <optgroup label={t("durationOthers")}>{entries(false)}</optgroup>
      {!isListed && (
        <option value={String(seconds ?? AUTOMATIC)}>{seconds === null ? t("durationAuto") : t("seconds", { seconds })}</option>
      )}
    </Pill>
  );
}

function ResolutionPill({ choices }: { choices: readonly Choice<Resolution>[] }) {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const resolution = useComposerState((state) => state.resolution);
  return (
    <Pill
      slot="resolution"
      label={t("resolution")}
      icon={Monitor}
      value={resolution}
      onChange={(value) => engine.dispatch({ type: "set", settings: { resolution: value as Resolution } })}
    >
      {choices.map((choice) => (
        <Entry key={choice.value} choice={choice} label={choice.value} />
      ))}
      {!choices.some((choice) => choice.value === resolution) && <option value={resolution}>{resolution}</option>}
    </Pill>
  );
}

/** Shown where the style in use has it, and wherever a recipe brought one along. */
function PriorityPill() {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const priority = useComposerState((state) => state.priority);
  if (engine.surface === "openai" && priority === 0) return null;
  return (
    <Pill
      slot="priority"
      label={t("priority")}
      icon={ArrowUpNarrowWide}
      value={String(priority)}
      onChange={(value) => engine.dispatch({ type: "set", settings: { priority: Number(value) } })}
    >
      {Array.from({ length: MAX_PRIORITY + 1 }, (_, value) => (
        <option key={value} value={value}>
          {t("priorityOf", { priority: value })}
        </option>
      ))}
    </Pill>
  );
}

function SettingSwitch({ name, label }: { name: "sound" | "watermark" | "returnLastFrame"; label: string }) {
  const engine = useEngine();
  const checked = useComposer(({ state }) => state[name]);
  return (
    <Switch
      checked={checked}
      onCheckedChange={(value) => engine.dispatch({ type: "set", settings: { [name]: value } })}
      label={label}
      className="gap-2 rounded-full px-1.5"
    />
  );
}

"use client";

import { useEffect, useId, useRef } from "react";
import { useTranslations } from "use-intl";
import { usePopover } from "@/components/ui/popover";
import { Switch } from "@/components/ui/switch";
import type { DurationChoice } from "@/lib/models/choices";
import type { PriceTable } from "@/lib/models/prices";
import { getModel } from "@/lib/models/catalog";
import { cn } from "@/lib/shared/cn";
import { useComposerState, useEngine } from "../engine/composer-context";
import { useReason } from "../engine/use-reason";
import { nearestOffered } from "./nearest-offered";
import { usePriceOf } from "./use-price-of";

interface DurationChoicesProps {
  choices: readonly DurationChoice[];
  automatic: boolean;
  prices: PriceTable;
}

/** The length on a line from the shortest to the longest; the lengths that every surface takes carry their number. */
export function DurationChoices({ choices, automatic, prices }: DurationChoicesProps) {
  const t = useTranslations("composer.settings");
  const engine = useEngine();
  const reason = useReason();
  const id = useId();
  const slider = useRef<HTMLInputElement>(null);
  const { content } = usePopover();
  const seconds = useComposerState((state) => state.durationSeconds);
  const usual = useComposerState((state) => getModel(state.model).duration.default);
  const price = usePriceOf(prices)();
  const set = (durationSeconds: number | null) => engine.dispatch({ type: "set", settings: { durationSeconds } });
  const [min, max] = [choices[0]!.value, choices.at(-1)!.value];
  const shown = seconds ?? usual;
  const missing = choices.filter((choice) => choice.reason !== null);
  useEffect(() => slider.current?.focus(), []);
  return (
    <div
      className="flex w-80 max-w-full flex-col gap-1"
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.target === slider.current) content.current?.hidePopover();
      }}
    >
      <p className="flex items-baseline justify-between px-2 text-sm tabular">
        <span aria-hidden="true" className="font-medium">
          {seconds === null ? t("durationAuto") : t("seconds", { seconds })}
        </span>
        {price && <span className="text-xs text-quiet">{price}</span>}
      </p>
      <input
        ref={slider}
        type="range"
        aria-label={t("duration")}
        aria-valuetext={seconds === null ? t("durationAuto") : t("seconds", { seconds })}
        aria-describedby={missing.length > 0 ? id : undefined}
        min={min}
        max={max}
        step={1}
        value={shown}
        onChange={(event) => set(nearestOffered(choices, event.target.valueAsNumber, shown))}
        className={cn("mx-2 h-6 cursor-pointer accent-text pointer-coarse:h-11", seconds === null && "opacity-45")}
      />
      {/* As far in as the thumb is wide, so that each mark stands below its place. */}
      <div aria-hidden="true" className="relative mx-4 h-5 text-xs text-quiet tabular">
        {choices.map((choice) => (
          <span
            key={choice.value}
            className="absolute top-0 flex -translate-x-1/2 flex-col items-center"
            style={{ left: `${(100 * (choice.value - min)) / (max - min)}%` }}
          >
            <span className={cn("w-px bg-line-strong", choice.safest ? "h-1.5" : "h-1", choice.reason && "invisible")} />
            {choice.safest && <span className={cn(choice.value === seconds && "font-medium text-text")}>{choice.value}</span>}
          </span>
        ))}
      </div>
      {missing.length > 0 && (
        <p id={id} className="px-2 pt-1 text-xs text-quiet">
          {missing.map(({ value }) => t("seconds", { seconds: value })).join(", ")}: {reason(missing[0]!.reason)}
        </p>
      )}
      {automatic && (
        <Switch checked={seconds === null} onCheckedChange={(on) => set(on ? null : usual)} label={t("durationLeave")} className="px-2" />
      )}
    </div>
  );
}

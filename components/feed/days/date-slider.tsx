"use client";

import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";
import { dayInSight } from "./place-in-time";
import { placeOf, type Scale } from "./scale";

/** A hand that pulls on has not chosen yet. */
const PAUSE_MS = 150;
/** So many days are a leap. */
const LEAP = 7;

interface DateSliderProps {
  scale: Scale;
  onDay: (day: string) => void;
}

/** The days of the history at its side: pulled, or by keys, one leads to any of them. */
export function DateSlider({ scale, onDay }: DateSliderProps) {
  const t = useTranslations("gallery");
  const format = useFormatter();
  const { days } = scale;
  const seen = useSyncExternalStore(dayInSight.subscribe, dayInSight.read, () => "");
  // What was chosen stands until it is in sight.
  const [chosen, setChosen] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const [met, setMet] = useState(seen);
  if (met !== seen) {
    setMet(seen);
    setChosen(null);
  }
  const last = days.length - 1;
  const inSight = chosen ?? seen;
  const at = inSight === "" ? 0 : placeOf(scale, inSight);
  const [day] = days[at]!;
  const date = format.dateTime(new Date(`${day}T12:00:00Z`), {
    timeZone: "UTC",
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
  });
  const words = scale.isOfAll ? t("dateOfAll", { date }) : date;

  function choose(place: number): void {
    const [next] = days[Math.min(Math.max(place, 0), last)]!;
    setChosen(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onDay(next), PAUSE_MS);
  }
  function onKeyDown(event: KeyboardEvent): void {
    // Downwards is on through the list, whichever way a browser counts.
    const to: Record<string, number> = {
      ...{ ArrowUp: at - 1, ArrowLeft: at - 1, ArrowDown: at + 1, ArrowRight: at + 1 },
      ...{ PageUp: at - LEAP, PageDown: at + LEAP, Home: 0, End: last },
    };
    const next = to[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(next);
  }
  return (
    <div
      data-slot="date-slider"
      className="group/dates fixed top-[calc(var(--header)+3.5rem)] right-0 bottom-40 z-10 w-6 xl:bottom-6 pointer-coarse:pointer-events-none"
    >
      <output
        aria-hidden="true"
        style={{ top: `${(at / last) * 100}%` }}
        className={cn(
          "pointer-events-none absolute right-7 -translate-y-1/2 rounded-md border border-line bg-overlay px-2 py-1 text-sm whitespace-nowrap text-text shadow-float tabular",
          "opacity-0 transition-opacity group-focus-within/dates:opacity-100 group-hover/dates:opacity-100 group-active/dates:opacity-100",
        )}
      >
        {words}
      </output>
      <input
        type="range"
        aria-label={t("date")}
        aria-orientation="vertical"
        aria-valuetext={words}
        min={0}
        max={last}
        value={at}
        onChange={({ target }) => choose(Number(target.value))}
        onKeyDown={onKeyDown}
        className="date-slider size-full"
      />
    </div>
  );
}

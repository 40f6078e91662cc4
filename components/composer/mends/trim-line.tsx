"use client";

import { useTranslations } from "use-intl";
import { Waveform } from "@/components/viewer/waveform";
import type { LookView } from "@/lib/assets/mends/view";
import { formatTenths, type Range, type Scale, toMs } from "./trim-range";

interface TrimLineProps {
  look: LookView;
  scale: Scale;
  range: Range;
  atMs: number;
  onStart: (unit: number) => void;
  onEnd: (unit: number) => void;
}

/** Half of a handle: its middle goes no nearer to the ends. */
const INSET_PX = 8;

/** Both lie over the whole line; only their handles can be held. */
const slider =
  "pointer-events-none absolute inset-0 size-full appearance-none bg-transparent focus-visible:outline-none [&::-moz-range-thumb]:pointer-events-auto [&::-moz-range-thumb]:h-16 [&::-moz-range-thumb]:w-4 [&::-moz-range-thumb]:cursor-ew-resize [&::-moz-range-thumb]:rounded-sm [&::-moz-range-thumb]:border-2 [&::-moz-range-thumb]:border-black/60 [&::-moz-range-thumb]:bg-tungsten [&::-webkit-slider-runnable-track]:h-full [&::-webkit-slider-thumb]:pointer-events-auto [&::-webkit-slider-thumb]:h-16 [&::-webkit-slider-thumb]:w-4 [&::-webkit-slider-thumb]:cursor-ew-resize [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-sm [&::-webkit-slider-thumb]:border-2 [&::-webkit-slider-thumb]:border-black/60 [&::-webkit-slider-thumb]:bg-tungsten focus-visible:[&::-moz-range-thumb]:outline-2 focus-visible:[&::-moz-range-thumb]:outline-focus focus-visible:[&::-webkit-slider-thumb]:outline-2 focus-visible:[&::-webkit-slider-thumb]:outline-offset-1 focus-visible:[&::-webkit-slider-thumb]:outline-focus";

/** A film strip or the shape of a sound, the part that is used, and its two ends. */
export function TrimLine({ look, scale, range, atMs, onStart, onEnd }: TrimLineProps) {
  const t = useTranslations("mend");
  const place = (unit: number): string => `calc(${INSET_PX}px + (100% - ${2 * INSET_PX}px) * ${unit / scale.count})`;
  const common = { min: 0, max: scale.count, step: 1, className: slider } as const;
  return (
    <div data-slot="trim-line" className="relative h-16 touch-none">
      <div aria-hidden="true" className="absolute inset-x-2 inset-y-0 overflow-hidden rounded-sm bg-raised">
        {look.strip && <img src={look.strip.url} alt="" draggable={false} className="size-full object-fill" />}
        {look.peaks && (
          <Waveform
            peaks={look.peaks}
            className={look.strip ? "absolute inset-x-0 bottom-0 h-5 w-full text-white/80" : "size-full text-quiet"}
          />
        )}
      </div>
      <span
        aria-hidden="true"
        className="absolute inset-y-0 left-2 rounded-l-sm bg-surface/80"
        style={{ right: `calc(100% - ${place(range.start)})` }}
      />
      <span aria-hidden="true" className="absolute inset-y-0 right-2 rounded-r-sm bg-surface/80" style={{ left: place(range.end) }} />
      <span
        aria-hidden="true"
        className="absolute inset-y-0 border-y-2 border-tungsten"
        style={{ left: place(range.start), right: `calc(100% - ${place(range.end)})` }}
      />
      <span
        aria-hidden="true"
        className="absolute inset-y-0 w-px bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.6)]"
        style={{ left: place(atMs / scale.unitMs) }}
      />
      <input
        {...common}
        type="range"
        aria-label={t("start")}
        aria-valuetext={formatTenths(toMs(range.start, scale))}
        value={range.start}
        onChange={(event) => onStart(Number(event.target.value))}
      />
      <input
        {...common}
        type="range"
        aria-label={t("end")}
        aria-valuetext={formatTenths(toMs(range.end, scale))}
        value={range.end}
        onChange={(event) => onEnd(Number(event.target.value))}
      />
    </div>
  );
}

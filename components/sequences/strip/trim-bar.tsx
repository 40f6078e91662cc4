"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useTranslations } from "use-intl";
import { formatTimecode } from "@/components/clip/timecode";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { paths } from "@/lib/shared/paths";

interface TrimBarProps {
  clipId: string;
  sourceFrames: number;
  inFrame: number;
  outFrame: number;
  disabled: boolean;
  /** `edge`: which of the two moved, so that its frame can be shown. */
  onTrim: (range: { inFrame: number; outFrame: number }, edge: "in" | "out") => void;
}

/** A clip from its first frame to its last, and two handles at what is shown of it. Arrow keys move one by a frame, with Shift by a second. */
export function TrimBar({ clipId, sourceFrames, inFrame, outFrame, disabled, onTrim }: TrimBarProps) {
  const t = useTranslations("sequences");
  const bar = useRef<HTMLDivElement>(null);
  const set = (edge: "in" | "out", frame: number): void => {
    const range =
      edge === "in"
        ? { inFrame: Math.min(Math.max(0, frame), outFrame - 1), outFrame }
        : { inFrame, outFrame: Math.max(Math.min(sourceFrames, frame), inFrame + 1) };
    if (range.inFrame !== inFrame || range.outFrame !== outFrame) onTrim(range, edge);
  };
  const frameUnder = ({ clientX }: PointerEvent): number => {
    const { left, width } = bar.current!.getBoundingClientRect();
    return Math.round(((clientX - left) / Math.max(1, width)) * sourceFrames);
  };
  const onKeyDown = (event: KeyboardEvent, edge: "in" | "out", frame: number): void => {
    const by = event.shiftKey ? FRAMES_PER_SECOND : 1;
    const to = { ArrowLeft: frame - by, ArrowDown: frame - by, ArrowRight: frame + by, ArrowUp: frame + by, Home: 0, End: sourceFrames }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    set(edge, to);
  };
  const handle = (edge: "in" | "out", frame: number) => (
    <span
      role="slider"
      tabIndex={disabled ? -1 : 0}
      aria-label={t(edge === "in" ? "trimIn" : "trimOut")}
      aria-disabled={disabled || undefined}
      aria-valuemin={edge === "in" ? 0 : inFrame + 1}
      aria-valuemax={edge === "in" ? outFrame - 1 : sourceFrames}
      aria-valuenow={frame}
      aria-valuetext={formatTimecode(frame, FRAMES_PER_SECOND)}
      style={{ left: `${(frame / sourceFrames) * 100}%` }}
      onKeyDown={(event) => !disabled && onKeyDown(event, edge, frame)}
      onPointerDown={(event) => !disabled && event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && set(edge, frameUnder(event))}
      className="absolute inset-y-[-2px] z-2 w-6 -translate-x-1/2 cursor-ew-resize touch-none before:absolute before:inset-y-0 before:left-1/2 before:w-1.5 before:-translate-x-1/2 before:rounded-sm before:bg-tungsten pointer-coarse:w-11"
    />
  );
  return (
    <div ref={bar} data-slot="trim-bar" className="relative mx-3 h-12 rounded-sm bg-raised">
      <span
        aria-hidden="true"
        style={{ backgroundImage: `url("${paths.api.media(clipId, "poster")}")` }}
        className="absolute inset-0 rounded-sm bg-[length:auto_100%] bg-repeat-x opacity-60"
      />
      <span
        aria-hidden="true"
        style={{ right: `${100 - (inFrame / sourceFrames) * 100}%` }}
        className="absolute inset-y-0 left-0 bg-canvas/80"
      />
      <span
        aria-hidden="true"
        style={{ left: `${(outFrame / sourceFrames) * 100}%` }}
        className="absolute inset-y-0 right-0 bg-canvas/80"
      />
      {handle("in", inFrame)}
      {handle("out", outFrame)}
    </div>
  );
}

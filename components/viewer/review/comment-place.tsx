"use client";

import { Pencil, Undo2 } from "@/components/ui/icons";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { formatFrames } from "@/components/clip/timecode";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { type Ink, INKS } from "@/lib/generations/review/limits";
import { cn } from "@/lib/shared/cn";
import type { Playback } from "../playback";
import { boundsOf, isWhole } from "../range";
import { INK_FILLS } from "./drawing-layer";
import type { Reviewing } from "./use-review";

/** What the comment that is being written is about, and what is drawn on the picture for it. */
export function CommentPlace({ reviewing, playback }: { reviewing: Reviewing; playback: Playback }) {
  const t = useTranslations("review");
  const { draft, isDrawing, draw, undoStroke } = reviewing;
  const { frames, drawing } = useSyncExternalStore(draft.subscribe, draft.read, draft.read);
  const { range, frame, frameCount } = useSyncExternalStore(playback.subscribe, playback.read, playback.read);
  const [from, to] = boundsOf(range, frameCount);
  const kind = frames === null ? "clip" : frames.from === frames.to ? "frame" : "range";
  const places = { clip: null, frame: { from: frame, to: frame }, range: { from, to } };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label={t("about")}
          size="sm"
          value={kind}
          onValueChange={(value) => draft.set({ frames: places[value] })}
          options={(["frame", "range", "clip"] as const).map((value) => ({
            value,
            label: t(`place.${value}`),
            unavailable: value === "range" && kind !== "range" && (isWhole(range) || from === to) ? t("noRange") : undefined,
          }))}
        />
        {frames && <span className="font-mono text-xs text-quiet tabular">{formatFrames(frames, playback.framesPerSecond)}</span>}
        {kind === "frame" && frames?.from !== frame && drawing.length === 0 && (
          <Button size="sm" variant="quiet" onClick={() => draft.set({ frames: places.frame })}>
            {t("useThisFrame")}
          </Button>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="sm"
          variant="quiet"
          aria-pressed={isDrawing}
          className="aria-pressed:bg-raised aria-pressed:text-text"
          onClick={() => draw(!isDrawing)}
        >
          <Pencil aria-hidden="true" />
          {t("draw")}
        </Button>
        {isDrawing && <Inks reviewing={reviewing} />}
        {drawing.length > 0 && (
          <Button size="sm" variant="quiet" onClick={undoStroke}>
            <Undo2 aria-hidden="true" />
            {t("undoStroke")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Inks({ reviewing: { ink, setInk } }: { reviewing: Reviewing }) {
  const t = useTranslations("review");
  return (
    <div role="radiogroup" aria-label={t("ink")} className="flex gap-1">
      {INKS.map((one: Ink) => (
        <label
          key={one}
          title={t(`inks.${one}`)}
          className="relative flex size-6 items-center justify-center rounded-full has-checked:ring-2 has-checked:ring-text has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:size-11"
        >
          <input
            type="radio"
            name="ink"
            aria-label={t(`inks.${one}`)}
            checked={ink === one}
            onChange={() => setInk(one)}
            className="absolute inset-0 appearance-none rounded-full outline-none"
          />
          <span aria-hidden="true" className={cn("pointer-events-none size-4 rounded-full", INK_FILLS[one])} />
        </label>
      ))}
    </div>
  );
}

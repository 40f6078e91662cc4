"use client";

import { type PointerEvent, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { formatTimecode } from "@/components/clip/timecode";
import { cellAt } from "@/lib/files/sprite-shape";
import { boundsOf, isWhole } from "./range";
import type { Playback } from "./playback";
import { CommentMarkers } from "./review/comment-markers";
import type { Reviewing } from "./review/use-review";
import { Waveform } from "./waveform";

/** The frames of the clip side by side in one small picture. */
export interface Sprite {
  url: string;
  durationMs: number;
  width: number;
  height: number;
}

/** Half of what the browser draws as the thumb: its middle goes no nearer to the ends. */
const INSET_PX = 8;
/** The longer side of the picture that follows the pointer. */
const PREVIEW_PX = 160;

interface ScrubberProps {
  playback: Playback;
  reviewing: Reviewing;
  sprite: Sprite | null;
  /** How loud the clip is, as CheckView has it; null: not known yet, undefined: it has no sound. */
  peaks: string | null | undefined;
}

/** Where the clip is, and the way to any of its frames: a film strip, its sound, the range, comments, and what lies under the pointer. */
export function Scrubber({ playback, reviewing, sprite, peaks }: ScrubberProps) {
  const t = useTranslations("viewer");
  const state = useSyncExternalStore(playback.subscribe, playback.read, playback.read);
  const { framesPerSecond } = playback;
  const [hovered, setHovered] = useState<number | null>(null);
  const line = useRef<HTMLDivElement>(null);
  const rate = Math.max(1, Math.round(framesPerSecond));
  const last = state.frameCount - 1;

  const frameUnder = ({ clientX }: PointerEvent): number => {
    const { left, width } = line.current!.getBoundingClientRect();
    const part = (clientX - left - INSET_PX) / Math.max(1, width - 2 * INSET_PX);
    return Math.round(Math.min(Math.max(part, 0), 1) * last);
  };
  const place = (frame: number): string => `calc(${INSET_PX}px + (100% - ${2 * INSET_PX}px) * ${last === 0 ? 0 : frame / last})`;
  return (
    <div
      ref={line}
      data-slot="scrubber"
      className="relative"
      onPointerMove={(event) => event.pointerType === "mouse" && setHovered(frameUnder(event))}
      onPointerLeave={() => setHovered(null)}
    >
      <CommentMarkers reviewing={reviewing} framesPerSecond={framesPerSecond} place={place} />
      <div className="relative h-9 pointer-coarse:h-11">
        {sprite && (
          <div
            data-slot="film-strip"
            aria-hidden="true"
            className="absolute inset-x-2 inset-y-0 flex overflow-hidden rounded-sm opacity-60"
          >
            <Strip sprite={sprite} />
          </div>
        )}
        {!isWhole(state.range) && <Marks place={place} bounds={boundsOf(state.range, state.frameCount)} />}
        <input
          type="range"
          aria-label={t("seek")}
          aria-valuetext={t("position", { seconds: Math.floor(state.frame / rate), frame: state.frame % rate })}
          min={0}
          max={last}
          step={1}
          value={state.frame}
          onPointerDown={playback.pause}
          onChange={(event) => playback.seekFrame(Number(event.target.value))}
          className="absolute inset-0 size-full cursor-pointer accent-tungsten"
        />
      </div>
      {peaks !== undefined && (
        // The slider above is the way for the keyboard.
        <div
          aria-hidden="true"
          className="h-5 cursor-pointer px-2 text-quiet"
          onPointerDown={(event) => {
            playback.pause();
            playback.seekFrame(frameUnder(event));
          }}
        >
          {peaks !== null && <Waveform peaks={peaks} className="size-full" />}
        </div>
      )}
      {hovered !== null && (
        <div
          data-slot="scrub-preview"
          aria-hidden="true"
          style={{ left: `clamp(${PREVIEW_PX / 2}px, ${place(hovered)}, calc(100% - ${PREVIEW_PX / 2}px))` }}
          className="pointer-events-none absolute bottom-full z-10 mb-1 flex -translate-x-1/2 flex-col items-center overflow-hidden rounded-md border border-line bg-overlay shadow-float"
        >
          {sprite && <Frame sprite={sprite} atMs={(hovered / framesPerSecond) * 1000} side={PREVIEW_PX} />}
          <span className="px-2 py-0.5 font-mono text-xs text-text tabular">{formatTimecode(hovered, framesPerSecond)}</span>
        </div>
      )}
    </div>
  );
}

/** As many frames as a wide window has room for; a narrow one shows less of each. */
const STRIP_CELLS = 24;

function Strip({ sprite }: { sprite: Sprite }) {
  return Array.from({ length: STRIP_CELLS }, (_, index) => (
    <span key={index} className="h-full flex-1 overflow-hidden [container-type:size]">
      <span className="block" style={{ ...backgroundAt(sprite, ((index + 0.5) / STRIP_CELLS) * sprite.durationMs), ...covering(sprite) }} />
    </span>
  ));
}

/** Fills the cell of the strip in the clip's own shape, and is cut at both sides. */
const covering = ({ width, height }: Sprite) => ({
  width: `max(100cqw, calc(100cqh * ${width / height}))`,
  height: `max(100cqh, calc(100cqw * ${height / width}))`,
  translate: "calc(50cqw - 50%) calc(50cqh - 50%)",
});

function Frame({ sprite, atMs, side }: { sprite: Sprite; atMs: number; side: number }) {
  const scale = side / Math.max(sprite.width, sprite.height);
  return <span style={{ ...backgroundAt(sprite, atMs), width: sprite.width * scale, height: sprite.height * scale }} />;
}

function backgroundAt({ url, durationMs }: Sprite, atMs: number) {
  const { size, position } = cellAt(durationMs, atMs);
  return { backgroundImage: `url("${url}")`, backgroundSize: size, backgroundPosition: position };
}

/** The part that is played. */
function Marks({ place, bounds: [first, last] }: { place: (frame: number) => string; bounds: readonly [number, number] }) {
  return (
    <span
      data-slot="range"
      aria-hidden="true"
      style={{ left: place(first), right: `calc(100% - ${place(last)})` }}
      className="absolute inset-y-0 rounded-sm border-2 border-white"
    />
  );
}

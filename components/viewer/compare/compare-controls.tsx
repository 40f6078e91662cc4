"use client";

import { Pause, Play, Repeat, StepBack, StepForward, ZoomIn, ZoomOut } from "@/components/ui/icons";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { formatTimecode } from "@/components/clip/timecode";
import { Menu, MenuContent, MenuRadio, MenuTrigger } from "@/components/ui/menu";
import { cn } from "@/lib/shared/cn";
import { SPEEDS } from "../playback";
import { controlLook, PlayerButton } from "../player-button";
import type { CompareClock } from "./compare-clock";
import { FIT, type Zoom, ZOOM_STEP, zoomAbout } from "./use-zoom";

interface CompareControlsProps {
  clock: CompareClock;
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
}

/** The one clock of all sides, and the one zoom. */
export function CompareControls({ clock, zoom, onZoom }: CompareControlsProps) {
  const t = useTranslations("viewer");
  const compare = useTranslations("compare");
  const state = useSyncExternalStore(clock.subscribe, clock.read, clock.read);
  const { framesPerSecond } = clock;
  const rate = Math.max(1, Math.round(framesPerSecond));
  return (
    <div className="flex flex-col gap-1 px-3 pt-1 pb-2 md:px-4">
      <input
        type="range"
        aria-label={t("seek")}
        aria-valuetext={t("position", { seconds: Math.floor(state.frame / rate), frame: state.frame % rate })}
        min={0}
        max={state.frameCount - 1}
        step={1}
        value={state.frame}
        onPointerDown={clock.pause}
        onChange={(event) => clock.seekFrame(Number(event.target.value))}
        className="h-6 w-full cursor-pointer pointer-coarse:h-11 accent-tungsten"
      />
      <div className="flex flex-wrap items-center gap-1">
        <PlayerButton label={t(state.isPlaying ? "pause" : "play")} shortcut="Space" onClick={clock.toggle} className="text-text">
          {state.isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        </PlayerButton>
        <PlayerButton label={t("stepBack")} shortcut="," onClick={() => clock.step(-1)}>
          <StepBack aria-hidden="true" />
        </PlayerButton>
        <PlayerButton label={t("stepForward")} shortcut="." onClick={() => clock.step(1)}>
          <StepForward aria-hidden="true" />
        </PlayerButton>
        <p aria-label={t("timecode")} role="timer" aria-live="off" className="px-1.5 font-mono text-sm whitespace-nowrap tabular">
          {formatTimecode(state.frame, framesPerSecond)}
        </p>
        <div className="ml-auto flex items-center gap-1">
          <Menu>
            <MenuTrigger
              aria-label={t("speedNow", { rate: state.speed })}
              title={t("speedLabel")}
              className={cn(controlLook, "w-auto min-w-11 px-1.5 font-mono text-sm tabular")}
            >
              {t("speed", { rate: state.speed })}
            </MenuTrigger>
            <MenuContent aria-label={t("speedLabel")} placement={{ side: "top", align: "end" }} className="min-w-28">
              {SPEEDS.map((one) => (
                <MenuRadio key={one} checked={one === state.speed} onSelect={() => clock.setSpeed(one)}>
                  {t("speed", { rate: one })}
                </MenuRadio>
              ))}
            </MenuContent>
          </Menu>
          <PlayerButton label={t("loop")} aria-pressed={state.isLooping} onClick={() => clock.setLooping(!state.isLooping)}>
            <Repeat aria-hidden="true" />
          </PlayerButton>
          <PlayerButton
            label={compare("zoomOut")}
            shortcut="-"
            disabled={zoom.scale === 1}
            onClick={() => onZoom(zoomAbout(zoom, 1 / ZOOM_STEP))}
            className="max-sm:hidden"
          >
            <ZoomOut aria-hidden="true" />
          </PlayerButton>
          <PlayerButton
            label={compare("zoomFit", { percent: Math.round(zoom.scale * 100) })}
            shortcut="0"
            onClick={() => onZoom(FIT)}
            className="w-auto min-w-12 px-1 font-mono text-sm tabular"
          >
            {compare("zoom", { percent: Math.round(zoom.scale * 100) })}
          </PlayerButton>
          <PlayerButton label={compare("zoomIn")} shortcut="+" onClick={() => onZoom(zoomAbout(zoom, ZOOM_STEP))}>
            <ZoomIn aria-hidden="true" />
          </PlayerButton>
        </div>
      </div>
    </div>
  );
}

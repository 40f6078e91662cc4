"use client";

import { ChevronDown, ChevronUp, Maximize, Pause, Play, Repeat, StepBack, StepForward, Volume2, VolumeX } from "@/components/ui/icons";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";
import type { Playback } from "./playback";
import { PlayerButton } from "./player-button";
import { formatTimecode } from "@/components/clip/timecode";
import { shortcutOf } from "./keys";
import { MarksMenu, SpeedMenu } from "./player-menus";
import type { Areas } from "./safe-areas";
import type { Reviewing } from "./review/use-review";
import { Scrubber, type Sprite } from "./scrubber";

interface PlayerControlsProps {
  playback: Playback;
  reviewing: Reviewing;
  sprite: Sprite | null;
  peaks: string | null | undefined;
  areas: Areas;
  onAreas: (areas: Areas) => void;
  hasSound: boolean;
  onFullscreen: () => void;
  onNewer: (() => void) | null;
  onOlder: (() => void) | null;
  className?: string;
}

/** Where a finger turns the clips, and the row has no room; for ears they stay. */
const swiped = "max-sm:pointer-coarse:sr-only";

/** The transport: position, play, frames, sound. Under the picture and never on it. */
export function PlayerControls({
  playback,
  reviewing,
  sprite,
  peaks,
  areas,
  onAreas,
  hasSound,
  onFullscreen,
  onNewer,
  onOlder,
  className,
}: PlayerControlsProps) {
  const t = useTranslations("viewer");
  const state = useSyncExternalStore(playback.subscribe, playback.read, playback.read);
  const { framesPerSecond } = playback;
  const rate = Math.max(1, Math.round(framesPerSecond));
  const last = state.frameCount - 1;
  return (
    <div data-slot="player-controls" className={cn("flex flex-col gap-1 px-3 pb-2 md:px-4", className)}>
      <Scrubber playback={playback} reviewing={reviewing} sprite={sprite} peaks={peaks} />
      <div className="flex items-center gap-1 max-sm:gap-0">
        <PlayerButton
          label={state.isPlaying ? t("pause") : t("play")}
          shortcut={shortcutOf("play")}
          onClick={playback.toggle}
          className="text-text"
        >
          {state.isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        </PlayerButton>
        <PlayerButton label={t("stepBack")} shortcut={shortcutOf("frame", -1)} onClick={() => playback.step(-1)} className="max-sm:hidden">
          <StepBack aria-hidden="true" />
        </PlayerButton>
        <PlayerButton label={t("stepForward")} shortcut={shortcutOf("frame")} onClick={() => playback.step(1)} className="max-sm:hidden">
          <StepForward aria-hidden="true" />
        </PlayerButton>
        <p
          aria-label={t("timecode")}
          role="timer"
          title={t("fps", { fps: rate })}
          aria-live="off"
          className="px-1.5 font-mono text-sm whitespace-nowrap text-text tabular"
        >
          {formatTimecode(state.frame, framesPerSecond)}{" "}
          <span className="text-quiet max-sm:hidden">/ {formatTimecode(last, framesPerSecond)}</span>
        </p>
        <div className="ml-auto flex items-center gap-1 max-sm:gap-0">
          <SpeedMenu playback={playback} />
          <MarksMenu playback={playback} areas={areas} onAreas={onAreas} />
          {hasSound && (
            <>
              <PlayerButton
                label={state.isMuted ? t("unmute") : t("mute")}
                shortcut={shortcutOf("mute")}
                onClick={() => playback.setMuted(!state.isMuted)}
              >
                {state.isMuted ? <VolumeX aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
              </PlayerButton>
              <input
                type="range"
                data-volume=""
                aria-label={t("volume")}
                min={0}
                max={1}
                step={0.05}
                value={state.isMuted ? 0 : state.volume}
                onChange={(event) => playback.setVolume(Number(event.target.value))}
                className="h-6 w-20 cursor-pointer accent-white max-md:hidden"
              />
            </>
          )}
          <PlayerButton
            label={t("loop")}
            shortcut={shortcutOf("loop")}
            aria-pressed={state.isLooping}
            onClick={() => playback.setLooping(!state.isLooping)}
            className="max-sm:hidden"
          >
            <Repeat aria-hidden="true" />
          </PlayerButton>
          <PlayerButton
            label={t("previous")}
            shortcut={shortcutOf("clips", -1)}
            disabled={!onNewer}
            onClick={() => onNewer?.()}
            className={swiped}
          >
            <ChevronUp aria-hidden="true" />
          </PlayerButton>
          <PlayerButton label={t("next")} shortcut={shortcutOf("clips")} disabled={!onOlder} onClick={() => onOlder?.()} className={swiped}>
            <ChevronDown aria-hidden="true" />
          </PlayerButton>
          <PlayerButton label={t("fullscreen")} shortcut={shortcutOf("fullscreen")} onClick={onFullscreen}>
            <Maximize aria-hidden="true" />
          </PlayerButton>
        </div>
      </div>
    </div>
  );
}

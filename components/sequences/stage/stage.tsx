"use client";

import { Pause, Play } from "@/components/ui/icons";
import { type RefObject, useEffect, useRef, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { formatTimecode } from "@/components/clip/timecode";
import { Button } from "@/components/ui/button";
import { FRAMES_PER_SECOND, OUTPUT_PIXELS } from "@/lib/models/catalog";
import type { SequenceContent } from "@/lib/sequences/schema";
import { paths } from "@/lib/shared/paths";
import type { Scene } from "../scenes";
import type { FilmPlayer } from "./film-player";

/** Two that fade into each other, and the one that comes next. */
const ELEMENTS = [0, 1, 2];

interface StageProps {
  player: FilmPlayer;
  scenes: readonly Scene[];
  frames: number;
  format: Pick<SequenceContent, "ratio" | "resolution" | "fit">;
}

/** The film as it will be exported: its picture, and under it the way to any of its frames. */
export function Stage({ player, scenes, frames, format: { ratio, resolution, fit } }: StageProps) {
  const t = useTranslations("sequences");
  const [width, height] = OUTPUT_PIXELS[resolution][ratio];
  const box = useRef<HTMLDivElement>(null);
  useVideos(player, box);
  return (
    <div data-slot="stage" className="flex flex-col gap-2">
      <div
        ref={box}
        role="img"
        aria-label={t("stage", { count: scenes.length })}
        // What is above and the strip below are in sight along with it.
        style={{ aspectRatio: `${width} / ${height}`, maxWidth: `calc(clamp(14rem, 100dvh - 29rem, 40rem) * ${width / height})` }}
        onClick={player.toggle}
        className="[container-type:size] relative isolate mx-auto w-full cursor-pointer overflow-hidden rounded-lg bg-black"
      >
        {fit === "blur" &&
          scenes.map((scene) => scene.card && <Backdrop key={scene.id} player={player} scene={scene} id={scene.card.id} />)}
        {ELEMENTS.map((index) => (
          <video
            key={index}
            playsInline
            preload="auto"
            disablePictureInPicture
            className={`absolute inset-0 size-full opacity-0 ${fit === "fill" ? "object-cover" : "object-contain"} ${fit === "fit" ? "bg-black" : ""}`}
          />
        ))}
        {scenes.map((scene) => scene.kind === "title" && <TitleCard key={scene.id} player={player} id={scene.id} title={scene.title} />)}
        {frames === 0 && <p className="absolute inset-0 grid place-items-center p-4 text-center text-sm text-white/75">{t("nothing")}</p>}
      </div>
      <Transport player={player} frames={frames} />
    </div>
  );
}

function useVideos(player: FilmPlayer, box: RefObject<HTMLDivElement | null>): void {
  useEffect(() => player.attach([...box.current!.querySelectorAll("video")]), [player, box]);
}

/** As lib/sequences/exports/title-card.ts draws it: a twelfth of the shorter side, in the middle. */
function TitleCard({ player, id, title }: { player: FilmPlayer; id: string; title: string }) {
  return (
    <p
      ref={(element) => player.layer(id, element)}
      dir="auto"
      className="absolute inset-0 grid place-items-center bg-black px-[8%] text-center text-[8.33cqmin] leading-[1.28] font-medium whitespace-pre-line text-white opacity-0"
    >
      {title}
    </p>
  );
}

function Backdrop({ player, scene, id }: { player: FilmPlayer; scene: Scene; id: string }) {
  return (
    <span
      aria-hidden="true"
      ref={(element) => player.layer(`${scene.id} backdrop`, element)}
      style={{ backgroundImage: `url("${paths.api.media(id, "poster")}")` }}
      className="absolute inset-[-6%] bg-cover bg-center opacity-0 blur-xl brightness-75"
    />
  );
}

function Transport({ player, frames }: { player: FilmPlayer; frames: number }) {
  const t = useTranslations("sequences");
  const { frame, isPlaying } = useSyncExternalStore(player.subscribe, player.read, player.read);
  const last = Math.max(0, frames - 1);
  return (
    <div className="flex items-center gap-2">
      <Button variant="quiet" size="icon" disabled={frames === 0} aria-label={t(isPlaying ? "pause" : "play")} onClick={player.toggle}>
        {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      </Button>
      <input
        type="range"
        aria-label={t("seek")}
        aria-valuetext={formatTimecode(frame, FRAMES_PER_SECOND)}
        min={0}
        max={last}
        step={1}
        value={Math.min(frame, last)}
        disabled={frames === 0}
        onChange={(event) => player.seek(Number(event.target.value))}
        onKeyDown={(event) => {
          if (event.key !== " ") return;
          event.preventDefault();
          if (!event.repeat) player.toggle();
        }}
        className="h-control min-w-0 flex-1 cursor-pointer accent-tungsten-ink pointer-coarse:h-11"
      />
      <p className="font-mono text-xs whitespace-nowrap tabular">
        <output aria-label={t("timecode")}>{formatTimecode(frame, FRAMES_PER_SECOND)}</output>
        <span className="text-quiet"> / {formatTimecode(frames, FRAMES_PER_SECOND)}</span>
      </p>
    </div>
  );
}

"use client";

import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { CardView } from "@/lib/generations/view";
import { paths } from "@/lib/shared/paths";
import type { HandOver } from "./hand-over";
import { MissingFrame } from "./missing-frame";
import type { Playback } from "./playback";
import type { ShownFile } from "./use-shown-file";

// Without the line the clip plays without its words.
const CaptionsTrack = lazy(() => import("./captions/captions-track").catch(() => ({ default: () => null })));

interface PlayerClipProps {
  team: string;
  view: CardView;
  playback: Playback;
  file: ShownFile;
  from: HandOver;
  /** Something lies over it, or is being written about it: it begins when somebody presses play. */
  isCovered: boolean;
  hasCaptions: boolean;
}

/** The picture itself: it begins to play as whoever opened it would want it to, and says so where it cannot. */
export function PlayerClip({ team, view, playback, file, from, isCovered, hasCaptions }: PlayerClipProps) {
  const t = useTranslations("viewer");
  const video = useRef<HTMLVideoElement>(null);
  const covered = useRef(isCovered);
  const [hasFailed, setFailed] = useState(false);
  const fail = (): void => {
    setFailed(true);
    file.onFailure();
  };
  useEffect(() => {
    covered.current = isCovered;
  }, [isCovered]);
  // Keys that are pressed as soon as it is seen are for it: they come before what is done after the drawing.
  useLayoutEffect(() => {
    if (!video.current) return;
    const detach = playback.attach(video.current);
    // Who opens a clip wants to see it; who asked for less motion presses play.
    const moment = from.momentFor(view.id);
    if (moment) playback.takeOver(moment);
    else if (!covered.current && !matchMedia("(prefers-reduced-motion: reduce)").matches) playback.play();
    return detach;
  }, [playback, from, view.id]);
  const url = paths.api.media(view.id, file.shown === "copy" ? "preview" : "video");
  return (
    <>
      <video
        ref={video}
        data-slot="player-video"
        src={url}
        {...(view.video && !view.video.isWithoutPoster ? { poster: paths.api.media(view.id, "poster") } : {})}
        width={view.shape.width}
        height={view.shape.height}
        playsInline
        preload="auto"
        tabIndex={-1}
        onClick={playback.toggle}
        // A browser that knows the sound and not the picture plays on without one, and calls it no error.
        onLoadedMetadata={({ currentTarget }) => currentTarget.videoWidth === 0 && fail()}
        onError={fail}
        className="size-full object-contain"
      />
      <MissingFrame playback={playback} url={url} />
      {hasCaptions && (
        <Suspense>
          <CaptionsTrack team={team} id={view.id} video={video} />
        </Suspense>
      )}
      {(hasFailed || file.shown === "none") && (
        <p role="alert" className="absolute inset-0 flex items-center justify-center bg-black px-6 text-center text-sm text-quiet">
          {t(file.shown === "none" ? "noCopyYet" : "unplayable")}
        </p>
      )}
    </>
  );
}

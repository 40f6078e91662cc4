"use client";

import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { CardView } from "@/lib/generations/view";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { useShownFile } from "../use-shown-file";
import type { CompareClock } from "./compare-clock";
import type { Zoom } from "./use-zoom";

interface ComparePictureProps {
  view: CardView;
  clock: CompareClock;
  letter: string;
  zoom: Zoom;
  /** Set where two lie over each other: where the one ends, in hundredths, and whether this is the upper one. */
  wipe: { edge: number; isOver: boolean } | null;
}

/** One of the pictures, moved by the clock and by the zoom of all. */
export function ComparePicture({ view, clock, letter, zoom, wipe }: ComparePictureProps) {
  const t = useTranslations("viewer");
  const video = useRef<HTMLVideoElement>(null);
  const file = useShownFile(view);
  useEffect(() => (video.current ? clock.attach(view.id, video.current) : undefined), [clock, view.id, file.shown]);
  return (
    <div
      data-side={letter}
      className={cn("overflow-hidden bg-black", wipe ? "absolute inset-0" : "relative min-h-0 min-w-0")}
      style={wipe?.isOver ? { clipPath: `inset(0 0 0 ${wipe.edge}%)` } : undefined}
    >
      <div className="size-full" style={{ transform: `translate(${zoom.x * 100}%, ${zoom.y * 100}%) scale(${zoom.scale})` }}>
        <video
          key={file.shown}
          ref={video}
          data-slot="compare-video"
          src={paths.api.media(view.id, file.shown === "copy" ? "preview" : "video")}
          {...(view.video && !view.video.isWithoutPoster ? { poster: paths.api.media(view.id, "poster") } : {})}
          muted
          playsInline
          preload="auto"
          tabIndex={-1}
          onError={file.onFailure}
          className="size-full object-contain"
        />
      </div>
      <span
        aria-hidden="true"
        className={cn(
          "pointer-events-none absolute top-2 rounded-sm bg-black/65 px-1.5 font-mono text-sm text-white",
          wipe?.isOver ? "right-2" : "left-2",
        )}
      >
        {letter}
      </span>
      {file.shown === "none" && (
        <p role="alert" className="absolute inset-0 flex items-center justify-center bg-black px-6 text-center text-sm text-quiet">
          {t("noCopyYet")}
        </p>
      )}
    </div>
  );
}

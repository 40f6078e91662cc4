"use client";

import { Volume2 } from "@/components/ui/icons";
import { useState } from "react";
import { formatClock } from "@/lib/i18n/format";
import type { CardView } from "@/lib/generations/view";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { canPlay } from "@/components/data/can-play";
import { lengthOf } from "../words";

interface GenerationPosterProps {
  view: CardView;
  isPlaying: boolean;
  /** It became ready while somebody watched: the one moment of theatre. */
  isPremiere: boolean;
  /** Among the first of its page: what people wait for most, and no browser should wait for the layout before it asks for it. */
  isFirst: boolean;
}

/** The finished clip: its poster, and over it the muted loop while the card is looked at. */
export function GenerationPoster({ view, isPlaying, isPremiere, isFirst }: GenerationPosterProps) {
  const [isMoving, setMoving] = useState(false);
  const [isBlurred, setBlurred] = useState(isPremiere);
  const sharpen = (): void => setBlurred(false);
  return (
    <>
      {view.video && !view.video.isWithoutPoster ? (
        <img
          data-slot="generation-poster"
          src={paths.api.media(view.id, "poster")}
          alt=""
          // What is dragged is the card's link, which says which clip it is, and not this picture.
          draggable={false}
          width={view.shape.width}
          height={view.shape.height}
          loading={isFirst ? "eager" : "lazy"}
          fetchPriority={isFirst ? "high" : "auto"}
          decoding="async"
          onLoad={sharpen}
          onError={sharpen}
          className={cn(
            "absolute inset-0 size-full object-cover transition-[filter,transform,opacity] duration-700",
            isBlurred && "scale-105 opacity-40 blur-xl",
          )}
        />
      ) : (
        // Until the poster is made the clip's own first frame stands in for it.
        <video
          data-slot="generation-poster"
          src={`${paths.api.media(view.id, "video")}#t=0.001`}
          muted
          playsInline
          preload="metadata"
          tabIndex={-1}
          aria-hidden="true"
          onLoadedData={sharpen}
          className={cn(
            "absolute inset-0 size-full object-cover transition-[filter,transform,opacity] duration-700",
            isBlurred && "scale-105 opacity-40 blur-xl",
          )}
        />
      )}
      {isPlaying && (
        <video
          data-slot="generation-preview"
          src={paths.api.media(view.id, playedOf(view.video))}
          autoPlay
          muted
          loop
          playsInline
          tabIndex={-1}
          aria-hidden="true"
          onPlaying={() => setMoving(true)}
          onEmptied={() => setMoving(false)}
          className={cn("absolute inset-0 size-full object-cover", !isMoving && "opacity-0")}
        />
      )}
    </>
  );
}

/** The smallest of its files that this browser plays. */
function playedOf({ hasProxy, demanding }: NonNullable<CardView["video"]> = { durationMs: 0 }): "proxy" | "preview" | "video" {
  if (hasProxy) return "proxy";
  return demanding?.hasCopy && !canPlay(demanding.codecs) ? "preview" : "video";
}

/** How long, and whether it sounds; beside the picture's link and not in it, so that the link is called as it looks. */
export function GenerationLength({ view }: { view: CardView }) {
  const length = lengthOf(view);
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute bottom-2 left-2 flex h-5 items-center gap-1 rounded-sm bg-black/65 px-1.5 font-mono text-xs text-white tabular"
    >
      {length !== null && formatClock(length)}
      {view.video && !view.video.isSilent && <Volume2 aria-hidden="true" className="icon size-3" />}
    </span>
  );
}

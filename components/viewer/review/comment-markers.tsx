"use client";

import { useTranslations } from "use-intl";
import { formatFrames } from "@/components/clip/timecode";
import type { CommentView } from "@/lib/generations/review/view";
import { cn } from "@/lib/shared/cn";
import type { Reviewing } from "./use-review";

type Placed = CommentView & { frames: NonNullable<CommentView["frames"]> };

interface CommentMarkersProps {
  reviewing: Reviewing;
  framesPerSecond: number;
  /** Where a frame lies on the line, in CSS. */
  place: (frame: number) => string;
}

/** Where open comments are on the line of time; a press goes there. Those of one frame are one marker, which goes from one to the next. */
export function CommentMarkers({ reviewing: { review, chosen, choose }, framesPerSecond, place }: CommentMarkersProps) {
  const t = useTranslations("review");
  const placed = (review?.comments ?? []).filter((one): one is Placed => one.frames !== null && one.resolved === null);
  if (placed.length === 0) return null;
  const markers = [...Map.groupBy(placed, ({ frames }) => frames.from).values()].sort((a, b) => a[0]!.frames.from - b[0]!.frames.from);
  return (
    <ul data-slot="comment-markers" aria-label={t("markers")} className="relative h-6 pointer-coarse:h-11">
      {markers.map((here) => {
        const at = here.findIndex(({ id }) => id === chosen?.id);
        const { frames } = here[0]!;
        const to = Math.max(...here.map((one) => one.frames.to));
        return (
          <li key={frames.from}>
            {to > frames.from && (
              <span
                aria-hidden="true"
                style={{ left: place(frames.from), right: `calc(100% - ${place(to)})` }}
                className={cn("absolute bottom-0.5 h-1 rounded-full", at >= 0 ? "bg-tungsten" : "bg-tungsten/45")}
              />
            )}
            <button
              type="button"
              aria-label={t("marker", { place: formatFrames(frames, framesPerSecond), name: here[0]!.author.name, count: here.length })}
              aria-current={at >= 0 || undefined}
              onClick={() => choose(here[(at + 1) % here.length]!)}
              style={{ left: place(frames.from) }}
              className="group/marker absolute top-0 flex size-6 -translate-x-1/2 items-center justify-center pointer-coarse:size-11"
            >
              <span className="size-2.5 rounded-full bg-tungsten ring-2 ring-black transition-transform group-hover/marker:scale-125 group-aria-current/marker:scale-140" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

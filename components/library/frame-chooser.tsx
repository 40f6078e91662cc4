"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { AssetView } from "@/lib/assets/view";
import { clipAsInputAction } from "@/lib/generations/actions";
import type { AsInputInput } from "@/lib/generations/chaining/schema";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import type { LibraryItem } from "@/lib/library/view";
import { paths } from "@/lib/shared/paths";
import { countFrames, formatTimecode } from "@/lib/shared/timecode";

interface FrameChooserProps {
  team: string;
  item: LibraryItem;
  /** What can be done with a frame, each as a button. */
  uses: readonly { label: string; onTaken: (asset: AssetView) => void; isWhole?: boolean }[];
}

/** Any frame of a clip, or all of it, as a file: it is cut on the server, on the one way that frames go. */
export function FrameChooser({ team, item, uses }: FrameChooserProps) {
  const t = useTranslations("library");
  const video = useRef<HTMLVideoElement>(null);
  const [isCopy, setCopy] = useState(false);
  const rate = item.clip?.framesPerSecond ?? FRAMES_PER_SECOND;
  const last = countFrames((item.durationMs ?? 0) / 1000, rate) - 1;
  const [frame, setFrame] = useState(0);
  const { run, pending, error } = useAction();
  const show = (next: number): void => {
    setFrame(next);
    // The middle of a frame: its edges are rounded differently by every decoder.
    if (video.current) video.current.currentTime = (next + 0.5) / rate;
  };
  // Of what only sounds at the end there is no picture: the last frame is asked for as such.
  const part = (isWhole: boolean): AsInputInput["part"] => (isWhole ? "whole" : frame >= last ? "last" : frame);
  return (
    <div className="flex flex-col gap-3">
      <video
        ref={video}
        src={paths.api.media(item.id, isCopy ? "preview" : "video")}
        poster={item.clip?.hasPoster ? paths.api.media(item.id, "poster") : undefined}
        muted
        playsInline
        preload="auto"
        aria-label={item.name}
        onError={() => setCopy(true)}
        className="max-h-[45dvh] w-full rounded-video bg-black object-contain"
      />
      <label className="flex items-center gap-3 text-sm text-quiet">
        <span>{t("frame")}</span>
        <input
          type="range"
          min={0}
          max={last}
          value={frame}
          aria-valuetext={formatTimecode(frame, rate)}
          onChange={({ target }) => show(Number(target.value))}
          className="h-6 min-w-0 flex-1 accent-text"
        />
        <span className="font-mono text-xs text-text tabular">{formatTimecode(frame, rate)}</span>
      </label>
      {error && <Alert>{error}</Alert>}
      <div className="flex flex-wrap gap-2">
        {uses.map(({ label, onTaken, isWhole = false }) => (
          <Button
            key={label}
            pending={pending}
            onClick={() => run(() => clipAsInputAction(team, { id: item.id, part: part(isWhole) }), onTaken)}
          >
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}

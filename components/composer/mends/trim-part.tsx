"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Pause, Play } from "@/components/ui/icons";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import type { How } from "@/lib/assets/mends/schema";
import type { LookView } from "@/lib/assets/mends/view";
import type { AssetKind } from "@/lib/models/catalog";
import { TrimLine } from "./trim-line";
import { firstRange, formatTenths, LONGEST_MS, moveEnd, moveStart, type Range, scaleOf, toMs } from "./trim-range";
import { usePartPlayer } from "./use-part-player";

interface TrimPartProps {
  kind: AssetKind;
  url: string;
  look: LookView;
  onUse: (how: How) => void;
  onClose: () => void;
}

/** The two ends of a part, what lies there, and the part as it plays. */
export function TrimPart({ kind, url, look, onUse, onClose }: TrimPartProps) {
  const t = useTranslations("mend");
  const [scale] = useState(() => scaleOf(kind === "video" ? look : { ...look, framesPerSecond: null }));
  const [range, setRange] = useState(() => firstRange(scale));
  const media = useRef<HTMLVideoElement & HTMLAudioElement>(null);
  const [startMs, endMs] = [toMs(range.start, scale), toMs(range.end, scale)];
  const player = usePartPlayer(media, { startMs, endMs });
  const move = (to: Range, showMs: number): void => {
    setRange(to);
    player.show(showMs);
  };
  const setStart = (unit: number): void => {
    const to = moveStart(range, unit, scale);
    move(to, toMs(to.start, scale));
  };
  const setEnd = (unit: number): void => {
    const to = moveEnd(range, unit, scale);
    // The last picture that is used, and not the first that is not.
    move(to, toMs(to.end - 1, scale));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isButton = event.target instanceof HTMLButtonElement;
    const here = Math.round(player.atMs / scale.unitMs);
    if (event.key === " " && !isButton) player.toggle();
    else if (event.key === "[") setStart(here);
    else if (event.key === "]") setEnd(here + 1);
    else return;
    event.preventDefault();
  };
  const shared = { ref: media, src: url, preload: "auto", ...player.events } as const;
  return (
    <div className="flex flex-col gap-3" onKeyDown={onKeyDown}>
      {kind === "video" && (
        <div className="relative grid h-[min(40dvh,20rem)] place-items-center overflow-hidden rounded-video bg-black">
          {player.isBroken ? (
            <StripPicture look={look} atMs={player.atMs} />
          ) : (
            <video {...shared} playsInline className="size-full object-contain" />
          )}
        </div>
      )}
      {kind === "audio" && <audio {...shared} />}
      {player.isBroken && <p className="text-xs text-quiet">{t("notPlayed")}</p>}
      <TrimLine look={look} scale={scale} range={range} atMs={player.atMs} onStart={setStart} onEnd={setEnd} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <Button size="sm" disabled={player.isBroken} onClick={player.toggle}>
          {player.isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
          {player.isPlaying ? t("pause") : t("play")}
        </Button>
        <p role="status" className="tabular">
          {t("part", { from: formatTenths(startMs), to: formatTenths(endMs), seconds: ((endMs - startMs) / 1000).toFixed(1) })}
        </p>
        <p className="text-quiet tabular">{t("atMost", { seconds: (LONGEST_MS / 1000).toFixed(1) })}</p>
      </div>
      <p className="text-xs text-quiet pointer-coarse:hidden">{t(kind === "video" ? "keysVideo" : "keysAudio")}</p>
      <DialogFooter>
        <Cancel onClose={onClose} />
        <Button variant="primary" onClick={() => onUse({ kind: "trim", startMs, endMs })}>
          {t("usePart")}
        </Button>
      </DialogFooter>
    </div>
  );
}

function Cancel({ onClose }: { onClose: () => void }) {
  const common = useTranslations("common");
  return <Button onClick={onClose}>{common("cancel")}</Button>;
}

/** Where the browser cannot play a clip: the nearest picture of its strip. */
function StripPicture({ look, atMs }: { look: LookView; atMs: number }) {
  const { strip } = look;
  if (!strip) return null;
  const cell = Math.min(strip.cells - 1, Math.floor((atMs / Math.max(1, look.durationMs)) * strip.cells));
  return (
    <span
      aria-hidden="true"
      className="h-full max-w-full bg-no-repeat"
      style={{
        aspectRatio: `${strip.width / strip.cells} / ${strip.height}`,
        backgroundImage: `url(${strip.url})`,
        backgroundSize: `${strip.cells * 100}% 100%`,
        backgroundPosition: `${(cell / (strip.cells - 1)) * 100}% 0`,
      }}
    />
  );
}

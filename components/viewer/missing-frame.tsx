"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { FrameReader } from "./decode-frame";
import type { Playback } from "./playback";

/** The frame that was asked for, decoded by hand, over a video that shows another one. The decoder is fetched when a browser drifts. */
export function MissingFrame({ playback, url }: { playback: Playback; url: string }) {
  const { missing } = useSyncExternalStore(playback.subscribe, playback.read, playback.read);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<number | null>(null);
  const reader = useRef<Promise<FrameReader> | null>(null);

  useEffect(() => {
    if (missing === null) return;
    let isWanted = true;
    const draw = async (): Promise<void> => {
      reader.current ??= import("./decode-frame").then(({ FrameReader }) => new FrameReader(url));
      const frames = await reader.current;
      if (!isWanted || !canvas.current) return;
      if (await frames.draw(missing, playback.framesPerSecond, canvas.current, () => isWanted)) setDrawn(missing);
    };
    // Without a decoder the video's own picture is the best there is.
    draw().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [missing, playback, url]);

  useEffect(
    () => () =>
      void reader.current?.then(
        (frames) => frames.dispose(),
        () => undefined,
      ),
    [],
  );

  return (
    <canvas
      ref={canvas}
      data-slot="missing-frame"
      aria-hidden="true"
      hidden={missing === null || drawn !== missing}
      className="pointer-events-none absolute inset-0 size-full object-contain"
    />
  );
}

import { type RefObject, useEffect, useState } from "react";

/** Plays a part of a clip or a sound and stops at its end; says where it is, and whether this browser can play it at all. */
export function usePartPlayer(media: RefObject<HTMLMediaElement | null>, { startMs, endMs }: { startMs: number; endMs: number }) {
  const [atMs, setAt] = useState(startMs);
  const [isPlaying, setPlaying] = useState(false);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    let frame = 0;
    const look = (): void => {
      const element = media.current;
      if (!element) return;
      const now = element.currentTime * 1000;
      setAt(Math.min(now, endMs));
      if (now >= endMs) element.pause();
      else frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [media, isPlaying, endMs]);
  const seek = (ms: number): void => {
    // A hair behind the edge of a frame: in front of it the one before would be shown.
    if (media.current) media.current.currentTime = ms / 1000 + 0.001;
    setAt(ms);
  };
  return {
    atMs,
    isPlaying,
    isBroken,
    /** Shows a moment, and plays no further. */
    show(ms: number): void {
      media.current?.pause();
      seek(ms);
    },
    toggle(): void {
      const element = media.current;
      if (!element || isBroken) return;
      if (!element.paused) return element.pause();
      if (atMs < startMs || atMs >= endMs - 50) seek(startMs);
      // Whoever presses again before it has begun has paused it.
      element.play().catch(() => undefined);
    },
    events: {
      onPlay: () => setPlaying(true),
      onPause: () => setPlaying(false),
      onEnded: () => setPlaying(false),
      onError: () => setBroken(true),
    },
  };
}

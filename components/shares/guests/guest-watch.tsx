"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { keep, readKept } from "./kept";
import type { ActionResult } from "@/lib/shared/result";

interface GuestWatchProps {
  token: string;
  /** What tells that more was said; null where nothing can be. */
  events: string | null;
  count: (input: { token: string }) => Promise<ActionResult<null>>;
  /** Something is being made still: the page looks again until it is there. */
  isPreparing: boolean;
}

const LOOKS_AGAIN_MS = 5_000;

/** All that moves on a page of guests: it is counted once, hears of comments, leads to a moment, and goes from clip to clip. */
export function GuestWatch({ token, events, count, isPreparing }: GuestWatchProps) {
  const router = useRouter();
  useEffect(() => {
    // Once for each visit: whoever comes back to the tab did not look anew. Programs that only read the page run nothing.
    const key = `seen.${token.slice(0, 8)}`;
    if (readKept("sessionStorage", key)) return;
    keep("sessionStorage", key, "1");
    count({ token }).catch(() => undefined);
  }, [token, count]);

  useEffect(() => {
    if (events === null) return;
    const source = new EventSource(events);
    let isFirst = true;
    source.onmessage = () => {
      // The first one says that it listens: what the page shows is as new.
      if (!isFirst) router.refresh();
      isFirst = false;
    };
    // Turned away for good: the link is over, and the page says so.
    source.onerror = () => source.readyState === EventSource.CLOSED && router.refresh();
    return () => source.close();
  }, [events, router]);

  useEffect(() => {
    if (!isPreparing) return;
    const looks = setInterval(() => document.hidden || router.refresh(), LOOKS_AGAIN_MS);
    return () => clearInterval(looks);
  }, [isPreparing, router]);

  useEffect(() => {
    const stop = new AbortController();
    const listen = { capture: true, signal: stop.signal };
    document.addEventListener("ended", ({ target }) => playNext(target), listen);
    // A part of a clip ends with a pause.
    document.addEventListener(
      "pause",
      ({ target }) => {
        const until = target instanceof HTMLVideoElement ? Number(target.dataset.until) : NaN;
        if (target instanceof HTMLVideoElement && target.currentTime >= until - 0.05 && !target.ended) playNext(target);
      },
      listen,
    );
    document.addEventListener(
      "click",
      ({ target }) => {
        const { clip, second } = (target instanceof Element ? target.closest<HTMLElement>("[data-second]") : null)?.dataset ?? {};
        const player = clip && document.querySelector<HTMLVideoElement>(`video[data-clip="${clip}"]`);
        if (!player) return;
        player.currentTime = Number(second);
        player.pause();
        player.scrollIntoView({ block: "nearest" });
      },
      listen,
    );
    return () => stop.abort();
  }, []);
  return null;
}

/** What was chosen to be seen together is seen one after the other. */
function playNext(target: EventTarget | null): void {
  const players = [...document.querySelectorAll<HTMLVideoElement>("video[data-clip]")];
  const next = players[players.indexOf(target as HTMLVideoElement) + 1];
  if (!next || document.fullscreenElement) return;
  next.scrollIntoView({ block: "nearest" });
  next.play().catch(() => undefined);
}

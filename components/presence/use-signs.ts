"use client";

import { usePathname } from "next/navigation";
import { useEffect, useEffectEvent, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { clipInAddress } from "@/components/clip/clip-address";
import { newKey } from "@/components/data/new-key";
import { useLiveUpdates } from "@/components/data/live-updates";
import { BEAT_MS } from "@/lib/generations/presence/limits";
import type { HereView, PersonHere } from "@/lib/generations/presence/view";
import type { ActionResult } from "@/lib/shared/result";
import { paths } from "@/lib/shared/paths";

/**
 * Says every few seconds, while the page is looked at, that somebody is here and which clip is open, and that they are gone as soon as the
 * page is left. @returns the others who have the project open
 */
export function useSigns(team: string, project: string, userId: string): readonly PersonHere[] {
  const [page] = useState(newKey);
  const [here, setHere] = useState<HereView>({ projectId: "", people: [] });
  const asked = useRef(new AbortController());
  // Another page of the project may have another clip, or none.
  usePathname();
  const clip = useSyncExternalStore(clipInAddress.subscribe, clipInAddress.read, () => null) ?? undefined;

  const put = (left?: "1"): Promise<Response> => {
    // An answer that is under way is older than what is asked now.
    asked.current.abort();
    asked.current = new AbortController();
    const { signal } = asked.current;
    return fetch(paths.api.presence(team, { project, page, ...(left ? { left } : { clip }) }), {
      method: "PUT",
      ...(left ? { keepalive: true } : { signal }),
    });
  };
  const say = (): void => {
    if (document.visibilityState === "hidden") return;
    put()
      .then((response) => response.json() as Promise<ActionResult<HereView>>)
      .then((result) => result.ok && setHere(result.data))
      // The next sign is due in a few seconds.
      .catch(() => undefined);
  };
  const sayNow = useEffectEvent(say);
  const leave = useEffectEvent((): void => void put("1").catch(() => undefined));
  useEffect(() => sayNow(), [clip]);
  useEffect(() => {
    const timer = setInterval(() => sayNow(), BEAT_MS);
    const onPageHide = (): void => leave();
    const onBack = (): void => sayNow();
    document.addEventListener("visibilitychange", onBack);
    addEventListener("pagehide", onPageHide);
    addEventListener("pageshow", onBack);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onBack);
      removeEventListener("pagehide", onPageHide);
      removeEventListener("pageshow", onBack);
      leave();
    };
  }, []);

  useLiveUpdates("presence", (projectId, news) => {
    if (projectId === here.projectId) setHere({ projectId, people: news as PersonHere[] });
  });
  // What is known of this person is forgotten with every change of their rights.
  useLiveUpdates("member", (id) => id === userId && say());
  return useMemo(() => here.people.filter(({ id }) => id !== userId), [here, userId]);
}

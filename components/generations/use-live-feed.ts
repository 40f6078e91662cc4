"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useLiveReconnect, useLiveUpdates } from "@/components/shell/live-updates";
import { isFinal } from "@/lib/generations/lifecycle";
import type { GenerationView } from "@/lib/generations/view";
import { readFeed, refreshFeed, refreshGeneration } from "./query-options";

/** How often an open generation is looked at again when no event comes, behind a proxy that swallows streams. */
const POLL_MS = 15_000;
/** The page was read before its stream was open: what changed in between is caught up with a moment later. */
const CATCH_UP_MS = 2_000;

/**
 * Keeps the feed true: each event refetches its row; after a gap, and when the tab is looked at again, the top of
 * the list and everything that is open are read anew. Losing every event only makes it slower.
 */
export function useLiveFeed(team: string, project: { id: string; slug: string }, onFinished: (view: GenerationView) => void): void {
  const queryClient = useQueryClient();
  const finished = useRef(onFinished);
  useEffect(() => {
    finished.current = onFinished;
  });

  const { changed, catchUp } = useMemo(() => {
    const find = (id: string) => readFeed(queryClient, team, project.slug).find((item) => item.id === id);
    /** Rows that are being read, and whether they changed again since the reading began. */
    const reading = new Map<string, boolean>();

    const read = async (id: string): Promise<void> => {
      if (reading.has(id)) {
        reading.set(id, true);
        return;
      }
      reading.set(id, false);
      const before = find(id);
      // What cannot be read now is read with the next event, poll or reconnect.
      await refreshGeneration(queryClient, team, project, id).catch(() => undefined);
      const now = find(id);
      if (before && now && !isFinal(before.status) && isFinal(now.status)) finished.current(now);
      const again = reading.get(id);
      reading.delete(id);
      if (again) await read(id);
    };

    const readAll = async (): Promise<void> => {
      const open = readFeed(queryClient, team, project.slug).filter((item) => !isFinal(item.status));
      await refreshFeed(queryClient, team, project.slug).catch(() => undefined);
      const behind = open.filter((item) => find(item.id) === item);
      await Promise.all(behind.map((item) => read(item.id)));
    };

    return { changed: (id: string) => void read(id), catchUp: () => void readAll() };
  }, [queryClient, team, project]);

  useLiveUpdates("generation", changed);
  useLiveReconnect(catchUp);

  useEffect(() => {
    const onVisible = (): void => {
      if (document.visibilityState === "visible") catchUp();
    };
    const soon = setTimeout(catchUp, CATCH_UP_MS);
    const poll = setInterval(() => {
      if (document.visibilityState === "visible" && readFeed(queryClient, team, project.slug).some((item) => !isFinal(item.status))) catchUp();
    }, POLL_MS);
    document.addEventListener("visibilitychange", onVisible);
    addEventListener("online", catchUp);
    return () => {
      clearTimeout(soon);
      clearInterval(poll);
      document.removeEventListener("visibilitychange", onVisible);
      removeEventListener("online", catchUp);
    };
  }, [queryClient, team, project, catchUp]);
}

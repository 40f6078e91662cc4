"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useLiveReconnect, useLiveUpdates } from "@/components/data/live-updates";
import { parseFind } from "@/lib/generations/find/find";
import { isFinal } from "@/lib/generations/lifecycle";
import type { CardView, GenerationNews } from "@/lib/generations/view";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { readFeed, readFound, refreshFeed, refreshGenerations, removeGeneration, upsertGeneration } from "@/components/clip/query-options";

/** How often an open generation is looked at again when no event comes, behind a proxy that swallows streams. */
const POLL_MS = 15_000;
/** The page was read before its stream was open: what changed in between is caught up with a moment later. */
const CATCH_UP_MS = 2_000;

/**
 * Keeps the feed true: each event brings its card along, or its row is asked for; after a gap, and when the tab is looked at again, the top of
 * the list and everything that is open are read anew. Losing every event only makes it slower. Whether a clip fits what is looked for
 * (`find`) is asked with each change of it.
 */
export function useLiveFeed(
  team: string,
  { id: projectId, slug: project }: GalleryPlace["project"],
  find: string,
  onFinished: (view: CardView) => void,
): void {
  const queryClient = useQueryClient();
  const finished = useRef(onFinished);
  useEffect(() => {
    finished.current = onFinished;
  });

  const { changed, catchUp } = useMemo(() => {
    const isStacked = parseFind(find).stack !== undefined;
    const open = () => readFeed(queryClient, team, project).filter((item) => !isFinal(item.status));
    const announceFinished = (before: readonly CardView[]): void => {
      const now = new Map(readFeed(queryClient, team, project).map((item) => [item.id, item]));
      for (const { id } of before) {
        const view = now.get(id);
        if (view && isFinal(view.status)) finished.current(view);
      }
    };

    /** What was the face of a recipe may lie behind another now: of one recipe they have one prompt. */
    const besides = (ids: readonly string[], found: readonly CardView[]): string[] => {
      const known = new Set([...ids, ...found.map(({ id }) => id)]);
      const prompts = new Set(found.map(({ prompt }) => prompt));
      return readFound(queryClient, team, project, find).flatMap(({ id, prompt }) => (prompts.has(prompt) && !known.has(id) ? [id] : []));
    };

    // What changes while some are being read is read in the next round, all of it at once.
    const waiting = new Set<string>();
    let isReading = false;
    const readChanged = async (): Promise<void> => {
      isReading = true;
      while (waiting.size > 0) {
        const ids = [...waiting];
        waiting.clear();
        const before = open();
        // What cannot be read now is read with the next event, poll or reconnect.
        const found = await refreshGenerations(queryClient, team, project, ids, find).catch(() => []);
        if (isStacked) for (const id of besides(ids, found)) waiting.add(id);
        announceFinished(before);
      }
      isReading = false;
    };

    const look = (id: string): void => {
      waiting.add(id);
      if (!isReading) void readChanged();
    };

    /** What the stream itself says of a row: nothing is asked, unless something is looked for. */
    const take = (id: string, { projectId: itsProject, card }: GenerationNews): void => {
      const isHere = itsProject === projectId;
      // Another project's; it may have been moved there from here.
      if (itsProject !== null && !isHere && !readFeed(queryClient, team, project).some((item) => item.id === id)) return;
      const before = open();
      if (card && isHere) upsertGeneration(queryClient, team, project, card);
      else removeGeneration(queryClient, team, project, id);
      announceFinished(before);
      if (isStacked && card) for (const other of besides([id], [card])) waiting.add(other);
      if (isStacked || (find !== "" && card && isHere)) look(id);
    };

    const readTop = async (): Promise<void> => {
      const before = open();
      // The whole list stays true behind what is found in it.
      for (const one of new Set([find, ""])) await refreshFeed(queryClient, team, project, one).catch(() => undefined);
      announceFinished(before);
      // Those below the first page are the very objects that they were.
      const behind = open().filter((item) => before.includes(item));
      for (const { id } of behind) waiting.add(id);
      if (!isReading) await readChanged();
    };

    return {
      changed: (id: string, news?: unknown): void => {
        if (news !== undefined) return take(id, news as GenerationNews);
        look(id);
      },
      catchUp: () => void readTop(),
    };
  }, [queryClient, team, projectId, project, find]);

  useLiveUpdates("generation", changed);
  useLiveReconnect(catchUp);

  useEffect(() => {
    const onVisible = (): void => {
      if (document.visibilityState === "visible") catchUp();
    };
    const soon = setTimeout(catchUp, CATCH_UP_MS);
    const poll = setInterval(() => {
      if (document.visibilityState === "visible" && readFeed(queryClient, team, project).some((item) => !isFinal(item.status))) catchUp();
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

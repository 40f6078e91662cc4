"use client";

import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { LiveKind } from "./live-connection";
import { useLiveReconnect, useLiveUpdates } from "./live-updates";

/** Many events in a row are one reason to look: every look at a task says that something changed. */
const CALM_MS = 1_000;

/** Reads a query anew when something of these three kinds changed anywhere in the team: at once, and then once in so long. */
export function useLiveRefetch(
  queryKey: QueryKey,
  first: LiveKind,
  second: LiveKind = first,
  third: LiveKind = second,
  calmMs = CALM_MS,
): void {
  const queryClient = useQueryClient();
  const state = useRef<{ timer: ReturnType<typeof setTimeout> | undefined; isDue: boolean }>({ timer: undefined, isDue: false });
  const look = (): void => {
    const { current } = state;
    if (current.timer !== undefined) {
      current.isDue = true;
      return;
    }
    void queryClient.invalidateQueries({ queryKey, exact: true });
    current.timer = setTimeout(() => {
      current.timer = undefined;
      if (!current.isDue) return;
      current.isDue = false;
      look();
    }, calmMs);
  };
  useLiveUpdates(first, look);
  useLiveUpdates(second, look);
  useLiveUpdates(third, look);
  useLiveReconnect(look);
  useEffect(() => {
    const { current } = state;
    return () => {
      clearTimeout(current.timer);
      current.timer = undefined;
    };
  }, []);
}

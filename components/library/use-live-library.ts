"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import { useLiveReconnect, useLiveUpdates } from "@/components/data/live-updates";
import { refreshTop } from "./library-queries";

/** Many events in a row are one reason to look. */
const CALM_MS = 500;

/** Looks at the top of a list again when something of it changed anywhere in the team. */
export function useLiveLibrary(team: string, find: string, isMade: boolean): void {
  const queryClient = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const look = (): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void refreshTop(queryClient, team, find), CALM_MS);
  };
  useLiveUpdates("asset", look);
  useLiveUpdates("generation", () => {
    if (isMade) look();
  });
  useLiveReconnect(look);
  // What came between the drawing of the page and the first word that it hears.
  const onShown = useEffectEvent(look);
  useEffect(() => onShown(), []);
  // What a list that nobody looks at any more had to hear is of no use.
  useEffect(() => () => clearTimeout(timer.current), [find]);
}

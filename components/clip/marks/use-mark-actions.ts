"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { useWhenCalled, type WhenCalled } from "@/components/data/when-called";
import type { GalleryPlace } from "../gallery-place";
import type { makeMarkActions } from "./mark-actions";

export type MarkActions = WhenCalled<ReturnType<typeof makeMarkActions>>;

const NAMES = ["mark", "favourite", "move", "download"] as const;

const loadMarkActions = () => import("./mark-actions");

/** What can be said of clips, and where they can be put; it comes when something is said. */
export function useMarkActions(place: GalleryPlace): MarkActions {
  const queryClient = useQueryClient();
  const t = useTranslations("marks");
  const errors = useTranslations("errors");
  const common = useTranslations("common");
  const load = useCallback(
    async () => (await loadMarkActions()).makeMarkActions({ place, queryClient, t, errors, common }),
    [place, queryClient, t, errors, common],
  );
  return useWhenCalled(NAMES, load);
}

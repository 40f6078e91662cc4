"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useWhenCalled } from "@/components/data/when-called";
import type { CardView } from "@/lib/generations/view";
import type { GalleryPlace } from "./gallery-place";
import { settleOptimistic } from "./optimistic";
import { upsertGeneration } from "./query-options";

const CLIP = ["cancel", "remove", "retry", "reuse", "download"] as const;
const CHAIN = ["takeFrame", "savePicture", "continueFrom", "refer", "another", "makeFinal"] as const;

const loadClipActions = () => import("./clip-actions");

/** Fetches what most presses on a card need. */
export const prepareActions = (): void => void loadClipActions().catch(() => undefined);

/** What can be done with a generation from its card or from the viewer; most of it comes when it is done. */
export function useGenerationActions(place: GalleryPlace) {
  const queryClient = useQueryClient();
  const gallery = useTranslations("gallery");
  const chain = useTranslations("chain");
  const errors = useTranslations("errors");
  const files = useTranslations("assetProblems");
  const common = useTranslations("common");
  const clipActions = useWhenCalled(
    CLIP,
    useCallback(
      async () => (await loadClipActions()).makeClipActions({ place, queryClient, t: gallery, errors, common }),
      [place, queryClient, gallery, errors, common],
    ),
  );
  const chainActions = useWhenCalled(
    CHAIN,
    useCallback(
      async () => (await import("./chain/chain-actions")).makeChainActions({ place, queryClient, t: chain, errors, files, common }),
      [place, queryClient, chain, errors, files, common],
    ),
  );
  return useMemo(
    () => ({
      ...clipActions,
      ...chainActions,
      /** Clips that were made elsewhere on this page. */
      keep: (views: readonly CardView[]): void => {
        for (const view of views) upsertGeneration(queryClient, place.team, place.project.slug, view);
      },
      dismiss: (key: string): void => settleOptimistic(queryClient, place.team, place.project.slug, key, null),
    }),
    [clipActions, chainActions, queryClient, place],
  );
}

export type GenerationActions = ReturnType<typeof useGenerationActions>;

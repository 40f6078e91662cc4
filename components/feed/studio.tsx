"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ModelKey, Surface } from "@/lib/models/catalog";
import type { DraftView } from "@/lib/generations/drafts/view";
import type { GenerationPage } from "@/lib/generations/view";
import type { PriceTable } from "@/lib/models/prices";
import { Gallery } from "./gallery";
import { Composer } from "@/components/composer/dock/composer";
import { focusComposer } from "@/components/composer/engine/composer-store";
import { addOptimistic, cardOfPress, settleOptimistic } from "./optimistic";
import { upsertGeneration } from "./query-options";
import type { GalleryPlace } from "@/components/clip/use-generation-actions";

interface StudioProps extends GalleryPlace {
  mayCreate: boolean;
  firstPage: GenerationPage;
  renderedAt: string;
  draft: DraftView | null;
  surface: Surface;
  models?: readonly ModelKey[];
  prices: PriceTable;
}

/** The create page: the composer docked over the project's feed, and the card that a press makes. */
export function Studio({ team, project, user, mayCreate, firstPage, renderedAt, draft, surface, models, prices }: StudioProps) {
  const queryClient = useQueryClient();
  const place = useMemo<GalleryPlace>(() => ({ team, project, user }), [team, project, user]);
  return (
    <>
      <Gallery {...place} mayCreate={mayCreate} firstPage={firstPage} renderedAt={renderedAt} onStart={focusComposer} />
      <Composer
        team={team}
        project={project}
        user={user}
        initialDraft={draft}
        surface={surface}
        prices={prices}
        {...(models ? { models } : {})}
        canCreate={mayCreate}
        beginsHere={mayCreate && firstPage.items.length === 0}
        onSubmitting={({ key, draft: sent, inputs }) => {
          addOptimistic(queryClient, team, project.slug, cardOfPress({ id: key, draft: sent, inputs, author: user }));
          // The card appears at the top: whoever is far down follows it there.
          scrollTo({ top: 0, behavior: "smooth" });
        }}
        onSubmitted={(view, key) => {
          settleOptimistic(queryClient, team, project.slug, key, null);
          upsertGeneration(queryClient, team, project.slug, view);
        }}
        onSubmitFailed={(key, error) => settleOptimistic(queryClient, team, project.slug, key, error)}
      />
    </>
  );
}

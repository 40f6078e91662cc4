"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Suspense, useMemo, useState, type ReactNode } from "react";
import { late } from "@/components/ui/late";
import type { ModelKey, Surface } from "@/lib/models/catalog";
import type { DraftView } from "@/lib/generations/drafts/view";
import type { GenerationPage } from "@/lib/generations/view";
import type { PriceTable } from "@/lib/models/prices";
import { Gallery, prepareList } from "./gallery";
import { useOutside } from "./find/use-outside";
import { goToTop } from "./go-to-top";
import { Composer } from "@/components/composer/dock/composer";
import { ASIDE, PLACE_COOKIE } from "@/components/composer/place-cookie";
import { writeCookie } from "@/components/shell/cookie";
import { addOptimistic, cardOfPress, settleOptimistic } from "@/components/clip/optimistic";
import { upsertGeneration } from "@/components/clip/query-options";
import type { Size } from "@/components/clip/sizes";
import type { GalleryPlace } from "@/components/clip/gallery-place";

// Nobody with clips needs them.
const Starters = late(async () => (await import("./starters/starters")).Starters);

interface StudioProps extends Omit<GalleryPlace, "offer"> {
  mayCreate: boolean;
  /** Why nobody makes clips here, where it is not for the role. */
  readOnly?: ReactNode;
  firstPage: GenerationPage;
  /** What it was looked for with, as writeFind writes it; "" for everything. */
  found: string;
  renderedAt: string;
  draft: DraftView | null;
  /** What the project puts before every prompt. */
  preamble: string;
  surface: Surface;
  models?: readonly ModelKey[];
  prices: PriceTable;
  /** Who makes the clips, said where nothing was made yet. */
  provider: ReactNode;
  /** Where the composer was put the last time. */
  composerAside: boolean;
  askAbove: number | null;
  /** How large the cards were the last time. */
  size: Size;
}

/** The create page: the composer docked over the project's feed, and the card that a press makes. */
export function Studio({
  team,
  project,
  user,
  mayCreate,
  readOnly,
  firstPage,
  found,
  renderedAt,
  draft,
  preamble,
  surface,
  models,
  prices,
  provider,
  composerAside,
  askAbove,
  size,
}: StudioProps) {
  const queryClient = useQueryClient();
  const place = useMemo<GalleryPlace>(
    () => ({ team, project, user, offer: { surface, prices, ...(models && { models }) } }),
    [team, project, user, surface, prices, models],
  );
  const beginsHere = mayCreate && found === "" && firstPage.items.length === 0;
  // The same until it has changed, as the gallery's own list.
  const starters = useMemo(
    () =>
      beginsHere ? (
        <Suspense fallback={<div className="min-h-[60vh]" />}>
          <Starters prices={prices} provider={provider} />
        </Suspense>
      ) : null,
    [beginsHere, prices, provider],
  );
  const tellOutside = useOutside(place);
  const [aside, setAside] = useState(composerAside);
  return (
    <div
      data-slot="studio"
      data-composer={mayCreate && aside ? ASIDE : undefined}
      className="pl-(--side,0px)"
      // The first card has its place before it is asked for.
      onPointerDownCapture={beginsHere ? prepareList : undefined}
      onKeyDownCapture={beginsHere ? prepareList : undefined}
    >
      <Gallery
        {...place}
        mayCreate={mayCreate}
        firstPage={firstPage}
        found={found}
        renderedAt={renderedAt}
        initialSize={size}
        starters={starters}
      />
      <Composer
        team={team}
        project={project}
        user={user}
        initialDraft={draft}
        preamble={preamble}
        surface={surface}
        prices={prices}
        askAbove={askAbove}
        {...(models ? { models } : {})}
        canCreate={mayCreate}
        readOnly={readOnly}
        beginsHere={beginsHere}
        aside={aside}
        onMove={(next) => {
          setAside(next);
          writeCookie(PLACE_COOKIE, next ? ASIDE : null);
        }}
        onSubmitting={({ takes, inputs }) => {
          for (const { key, draft: sent } of takes)
            addOptimistic(queryClient, team, project.slug, cardOfPress({ id: key, draft: sent, inputs, author: user }));
          // The card appears at the top: whoever is far down follows it there.
          goToTop();
        }}
        onSubmitted={(views) => {
          for (const view of views) {
            settleOptimistic(queryClient, team, project.slug, view.id, null);
            upsertGeneration(queryClient, team, project.slug, view);
          }
          tellOutside(views);
        }}
        onSubmitFailed={(keys, error) => {
          // One line says it for all of them.
          keys.forEach((key, index) => settleOptimistic(queryClient, team, project.slug, key, index === 0 ? error : null));
        }}
      />
    </div>
  );
}

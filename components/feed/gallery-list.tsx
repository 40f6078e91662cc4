"use client";

import { Suspense } from "react";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { clipAddress } from "@/components/clip/clip-address";
import { useMarking } from "@/components/clip/marks/use-marking";
import { SelectionContext } from "@/components/clip/marks/selection";
import type { LocalGeneration } from "@/components/clip/optimistic";
import type { GenerationActions } from "@/components/clip/use-generation-actions";
import { late } from "@/components/data/late";
import { useIsAwake } from "@/components/data/use-is-awake";
import { roleMay } from "@/lib/access/permissions";
import type { CardView } from "@/lib/generations/view";
import { isFinal } from "@/lib/generations/lifecycle";
import { Arrivals } from "./arrivals";
import { FindBar } from "./find/find-bar";
import { GenerationGrid } from "./generation-grid/generation-grid";
import { SelectionBar } from "./selection/selection-bar";
import { useSelection } from "./selection/use-selection";
import { NoticeQuestion } from "./signals/notice-question";

// Only a page that looks for something has them.
const FilterChips = late(async () => (await import("./find/filter-chips")).FilterChips);
const FindEmpty = late(async () => (await import("./find/find-empty")).FindEmpty);

interface GalleryListProps {
  place: GalleryPlace;
  /** What is looked for, as writeFind writes it. */
  find: string;
  feed: {
    views: readonly CardView[];
    hasMore: boolean;
    /** It is still what was looked for before. */
    isOld: boolean;
    /** Nothing was found, and nothing is on its way. */
    hasNothing: boolean;
  };
  locals: readonly LocalGeneration[];
  actions: GenerationActions;
  mayCreate: boolean;
  onNearEnd: () => void;
  renderedAt: string;
}

/** The clips of a gallery, where they are looked for, and what is done with those that are chosen. */
export function GalleryList({ place, find, feed, locals, actions, mayCreate, onNearEnd, renderedAt }: GalleryListProps) {
  const isAwake = useIsAwake();
  const marking = useMarking(place);
  const { views, hasMore, isOld, hasNothing } = feed;
  const { selection, download, exportAs, remove } = useSelection(place, views, actions, marking);
  return (
    <SelectionContext value={selection}>
      {isAwake && <Arrivals views={views} />}
      {isAwake && locals.length + views.filter((view) => view.author.id === place.user.id && !isFinal(view.status)).length > 0 && (
        <NoticeQuestion />
      )}
      <SelectionBar
        before={<FindBar place={place} find={find} />}
        selection={selection}
        place={place}
        marking={marking}
        views={views}
        mayRemove={roleMay(place.user.role, "generations.delete")}
        onDownload={download}
        onExport={exportAs}
        onRemove={remove}
      />
      {find !== "" && (
        <Suspense fallback={<div className="min-h-11 max-sm:mt-11" />}>
          <FilterChips place={place} find={find} loaded={hasMore ? null : views.length} />
        </Suspense>
      )}
      {hasNothing ? (
        <Suspense fallback={<div className="min-h-[min(40vh,24rem)]" />}>
          <FindEmpty find={find} />
        </Suspense>
      ) : (
        <GenerationGrid
          key={find}
          find={find}
          isOld={isOld}
          place={place}
          mayCreate={mayCreate}
          locals={locals}
          views={views}
          actions={actions}
          selection={selection}
          onOpen={clipAddress.open}
          onNearEnd={onNearEnd}
          renderedAt={renderedAt}
        />
      )}
    </SelectionContext>
  );
}

"use client";

import { Suspense, useState } from "react";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { clipAddress } from "@/components/clip/clip-address";
import { useMarking } from "@/components/clip/marks/use-marking";
import { SelectionContext } from "@/components/clip/marks/selection";
import type { LocalGeneration } from "@/components/clip/optimistic";
import type { Size } from "@/components/clip/sizes";
import type { GenerationActions } from "@/components/clip/use-generation-actions";
import { late } from "@/components/ui/late";
import { useIsAwake } from "@/components/data/use-is-awake";
import { roleMay } from "@/lib/access/permissions";
import { isFinal } from "@/lib/generations/lifecycle";
import { Arrivals } from "./arrivals";
import { type Shown, useDays } from "./days/use-days";
import { FindBar } from "./find/find-bar";
import { useLongList } from "./find/use-long-list";
import { GenerationGrid } from "./generation-grid/generation-grid";
import { SelectionBar } from "./selection/selection-bar";
import { useSelection } from "./selection/use-selection";
import { NoticeQuestion } from "./signals/notice-question";
import { SizeMenu } from "./size-menu";

// Only a page that looks for something has them.
const FilterChips = late(async () => (await import("./find/filter-chips")).FilterChips);
const DateSlider = late(async () => (await import("./days/date-slider")).DateSlider);
const FindEmpty = late(async () => (await import("./find/find-empty")).FindEmpty);

/** What only this tab knows of stands at the top. */
const NO_LOCALS: readonly LocalGeneration[] = [];

interface GalleryListProps {
  place: GalleryPlace;
  /** What is looked for, as writeFind writes it. */
  find: string;
  feed: Shown;
  /** Nothing was found, and nothing is on its way. */
  hasNothing: boolean;
  locals: readonly LocalGeneration[];
  actions: GenerationActions;
  mayCreate: boolean;
  /** How large the cards were the last time. */
  initialSize: Size;
  onNearStart: () => void;
  onNearEnd: () => void;
  /** Nobody needs what is loaded far from the eye. */
  mayLetGo: boolean;
  renderedAt: string;
}

/** The clips of a gallery, where they are looked for, and what is done with those that are chosen. */
export function GalleryList({
  place,
  find,
  feed,
  hasNothing,
  locals,
  actions,
  mayCreate,
  initialSize,
  onNearStart,
  onNearEnd,
  mayLetGo,
  renderedAt,
}: GalleryListProps) {
  const isAwake = useIsAwake();
  const marking = useMarking(place);
  const { name, views, newest, ends, isOld } = feed;
  const { selection, choosable, download, exportAs, remove } = useSelection(place, { find, views }, actions, marking);
  const { scale, beyond, at, goal, goToDay, goToRank } = useDays(place, find, feed);
  const keep = useLongList(place, find, feed);
  const [size, setSize] = useState(initialSize);
  return (
    <SelectionContext value={selection}>
      {isAwake && <Arrivals views={newest} />}
      {isAwake && locals.length + views.filter((view) => view.author.id === place.user.id && !isFinal(view.status)).length > 0 && (
        <NoticeQuestion />
      )}
      <SelectionBar
        before={
          <>
            <FindBar place={place} find={find} />
            <SizeMenu size={size} onSize={setSize} />
          </>
        }
        selection={selection}
        place={place}
        marking={marking}
        views={choosable}
        mayRemove={roleMay(place.user.role, "generations.delete")}
        onDownload={download}
        onExport={exportAs}
        onRemove={remove}
      />
      {find !== "" && (
        <Suspense fallback={<div className="min-h-11 max-sm:mt-11" />}>
          <FilterChips place={place} find={find} loaded={ends.nextCursor === null && ends.prevCursor === null ? views.length : null} />
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
          size={size}
          isOld={isOld}
          place={place}
          mayCreate={mayCreate}
          locals={at === "" ? locals : NO_LOCALS}
          views={views}
          actions={actions}
          selection={selection}
          beyond={beyond}
          at={at}
          name={name}
          goal={goal}
          onOpen={clipAddress.open}
          onNearStart={onNearStart}
          onNearEnd={onNearEnd}
          onFar={goToRank}
          onKeep={mayLetGo ? keep : null}
          renderedAt={renderedAt}
        />
      )}
      {isAwake && scale && scale.days.length > 1 && views.length > 0 && (
        <Suspense>
          <DateSlider scale={scale} onDay={goToDay} />
        </Suspense>
      )}
    </SelectionContext>
  );
}

"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { CardView, GenerationPage } from "@/lib/generations/view";
import { clipAddress, clipInAddress, compareAddress, comparedInAddress } from "@/components/clip/clip-address";
import { RequestError } from "@/components/data/fetch-json";
import { late } from "@/components/ui/late";
import { useGenerationWords } from "@/components/clip/words";
import { localGenerationsQuery } from "@/components/clip/optimistic";
import { readFeed } from "@/components/clip/query-options";
import { useIsAwake } from "@/components/data/use-is-awake";
import type { Size } from "@/components/clip/sizes";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { useGenerationActions } from "@/components/clip/use-generation-actions";
import { placeInTime } from "./days/place-in-time";
import { goToTop } from "./go-to-top";
import { useFoundFeed } from "./find/use-found-feed";
import { useLiveFeed } from "./use-live-feed";
import { useSignals } from "./signals/use-signals";

// Sound, frame stepping and the details are needed when a clip is opened, and not before.
const GenerationPlayer = late(async () => (await import("@/components/viewer/generation-player")).GenerationPlayer);
/** Whoever comes to the clips opens one, and shall not wait for what shows it. */
const preparePlayer = (): void => void GenerationPlayer.fetch().catch(() => undefined);
/** Fetches what shows clips, where there were none. */
export const prepareList = (): void => void GalleryList.fetch().catch(() => undefined);
// Where nothing was made yet there is nothing to look at.
const GalleryList = late(async () => (await import("./gallery-list")).GalleryList);
const GenerationEmpty = late(async () => (await import("./generation-empty")).GenerationEmpty);
const CompareDialog = late(async () => (await import("@/components/viewer/compare/compare-dialog")).default);

const EMPTY = <GenerationEmpty />;

/** So many clips before an end of what is loaded the viewer asks for more. */
const OPENED_AHEAD = 6;

interface GalleryProps extends GalleryPlace {
  mayCreate: boolean;
  /** What the server rendered with the page. */
  firstPage: GenerationPage;
  /** What it was looked for with, as writeFind writes it; "" for everything. */
  found: string;
  renderedAt: string;
  /** How large the cards were the last time. */
  initialSize: Size;
  /** What to begin with, where nothing was made yet; otherwise one sentence says that it is empty. */
  starters: ReactNode;
}

/** A project's history: live, endless, newest first; a clip opens over it by its address. */
export function Gallery({ team, project, user, offer, mayCreate, firstPage, found, renderedAt, initialSize, starters }: GalleryProps) {
  const t = useTranslations("gallery");
  const errors = useTranslations("errors");
  const queryClient = useQueryClient();
  const words = useGenerationWords();
  const place = useMemo<GalleryPlace>(() => ({ team, project, user, offer }), [team, project, user, offer]);
  const actions = useGenerationActions(place);
  const { find, shown, feed } = useFoundFeed(place, { firstPage, found });
  const { views, ends, isOld } = shown;
  const { error, isFetching, fetchNextPage, fetchPreviousPage } = feed;
  const hasNextPage = ends.nextCursor !== null;
  const hasPreviousPage = ends.prevCursor !== null;
  const { data: locals } = useQuery(localGenerationsQuery(team, project.slug));

  const [announcement, setAnnouncement] = useState("");
  const say = useCallback(
    (view: CardView): string =>
      view.status === "ready"
        ? t("announce.ready", { prompt: words.title(view) })
        : t("announce.failed", { status: words.status(view), prompt: words.title(view) }),
    [t, words],
  );
  const signal = useSignals({
    // All clips of one press were recorded at one time.
    batchOf: useCallback(
      (view: CardView) =>
        readFeed(queryClient, team, project.slug).filter(({ created, author }) => created === view.created && author.id === view.author.id),
      [queryClient, team, project.slug],
    ),
    say: useCallback(
      (batch: readonly CardView[]) => {
        const [first] = batch;
        if (!first || batch.length === 1) return first ? say(first) : "";
        const ready = batch.filter(({ status }) => status === "ready").length;
        return t("announce.batch", { ready, count: batch.length, prompt: words.title(first) });
      },
      [say, t, words],
    ),
  });
  useLiveFeed(team, project, find, (view) => {
    setAnnouncement(say(view));
    void signal(view);
  });

  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  const mayLoad = !isFetching && !isOld && !error;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && mayLoad) loadMore();
  }, [hasNextPage, mayLoad, loadMore]);
  const onNearStart = useCallback(() => {
    if (hasPreviousPage && mayLoad) void fetchPreviousPage({ cancelRefetch: false });
  }, [hasPreviousPage, mayLoad, fetchPreviousPage]);

  const search = useSearchParams();
  const routed = search.get("clip");
  const routedCompare = search.get("compare");
  const clipId = useSyncExternalStore(clipInAddress.subscribe, clipInAddress.read, () => routed);
  const compared = useSyncExternalStore(comparedInAddress.subscribe, comparedInAddress.read, () => routedCompare);
  // What was pressed on a card stands at the top, and why it was refused: over an open clip it is led to when that is closed.
  const pressed = useRef(locals.length);
  useEffect(() => {
    if (clipId !== null) return;
    if (locals.length > pressed.current && shown.at !== "" && !placeInTime.isGoneOn(shown.at)) goToTop();
    pressed.current = locals.length;
  }, [locals.length, clipId, shown.at]);
  const isAwake = useIsAwake();
  // The list need not be drawn anew before the viewer is.
  const isAlone = useDeferredValue(clipId === null);
  const mayLetGo = isAlone && mayLoad;
  // The viewer goes on over the ends of what is loaded.
  const opened = clipId === null ? -1 : views.findIndex(({ id }) => id === clipId);
  useEffect(() => {
    if (opened === -1) return;
    if (opened < OPENED_AHEAD) onNearStart();
    if (opened >= views.length - OPENED_AHEAD) onNearEnd();
  }, [opened, views.length, onNearStart, onNearEnd]);
  const isEmpty = views.length === 0 && locals.length === 0;
  const hasNothing = isEmpty && !isFetching && !error;
  // Drawn anew before its part is here, React would take away what the server drew of it: it is the same until it has changed.
  const list = useMemo(
    () => (
      <Suspense fallback={<div className="min-h-[60vh]" />}>
        <GalleryList
          place={place}
          find={find}
          feed={shown}
          hasNothing={hasNothing}
          initialSize={initialSize}
          locals={locals}
          actions={actions}
          mayCreate={mayCreate}
          onNearStart={onNearStart}
          onNearEnd={onNearEnd}
          mayLetGo={mayLetGo}
          renderedAt={renderedAt}
        />
      </Suspense>
    ),
    [place, find, shown, hasNothing, initialSize, locals, actions, mayCreate, onNearStart, onNearEnd, mayLetGo, renderedAt],
  );
  return (
    <section
      data-slot="gallery"
      aria-label={t("title")}
      aria-busy={isFetching}
      onPointerEnter={preparePlayer}
      onFocus={preparePlayer}
      className="gutter mx-auto max-w-[1760px] pt-1"
    >
      {isEmpty && find === "" ? (starters ?? <Suspense fallback={<div className="min-h-[60vh]" />}>{EMPTY}</Suspense>) : list}
      {error ? (
        <div role="alert" className="flex flex-col items-center gap-3 py-8 text-center text-sm text-quiet">
          <p>
            {t("error.title")} {error instanceof RequestError && error.error ? errors(error.error.code) : t("error.offline")}
          </p>
          <Button onClick={loadMore}>{t("error.retry")}</Button>
        </div>
      ) : (
        hasNextPage && (
          <div className="flex justify-center py-8">
            <Button variant="quiet" aria-disabled={isFetching} onClick={loadMore}>
              {t(isFetching ? "loading" : "loadMore")}
            </Button>
          </div>
        )
      )}
      <VisuallyHidden role="status">{announcement}</VisuallyHidden>
      {/* Over an open clip it belongs to the viewer. */}
      {compared !== null && !clipId && isAwake && (
        <Suspense>
          <CompareDialog ids={compared} place={place} onClose={compareAddress.close} />
        </Suspense>
      )}
      {clipId && isAwake && (
        <Suspense>
          <GenerationPlayer
            key={team}
            id={clipId}
            place={place}
            mayCreate={mayCreate}
            views={views}
            actions={actions}
            onShow={clipAddress.show}
            onClose={clipAddress.close}
          />
        </Suspense>
      )}
    </section>
  );
}

"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { isFinal } from "@/lib/generations/lifecycle";
import type { CardView, GenerationPage } from "@/lib/generations/view";
import { clipAddress } from "@/components/clip/clip-address";
import { RequestError } from "@/components/data/fetch-json";
import { Arrivals } from "./arrivals";
import { GenerationEmpty } from "./generation-empty";
import { GenerationGrid } from "./generation-grid/generation-grid";
import { useGenerationWords } from "@/components/clip/generation-card/words";
import { localGenerationsQuery } from "./optimistic";
import { generationsQuery, mergeFirstPage } from "./query-options";
import { type GalleryPlace, useGenerationActions } from "@/components/clip/use-generation-actions";
import { NoticeQuestion } from "./notice-question";
import { useLiveFeed } from "./use-live-feed";
import { useSignals } from "./use-signals";

// Sound, frame stepping and the details are needed when a clip is opened, and not before.
const GenerationPlayer = lazy(() => import("@/components/viewer/generation-player").then((file) => ({ default: file.GenerationPlayer })));

const never = () => () => undefined;
/** False while the page is only being woken up: the viewer is made of what the server does not have. */
const useIsAwake = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

interface GalleryProps extends GalleryPlace {
  mayCreate: boolean;
  /** What the server rendered with the page. */
  firstPage: GenerationPage;
  renderedAt: string;
  onStart: () => void;
}

/** A project's history: live, endless, newest first; a clip opens over it by its address. */
export function Gallery({ team, project, user, mayCreate, firstPage, renderedAt, onStart }: GalleryProps) {
  const t = useTranslations("gallery");
  const errors = useTranslations("errors");
  const queryClient = useQueryClient();
  const words = useGenerationWords();
  const place = useMemo<GalleryPlace>(() => ({ team, project, user }), [team, project, user]);
  const actions = useGenerationActions(place);
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(generationsQuery(team, project.slug, firstPage));
  const { data: locals } = useQuery(localGenerationsQuery(team, project.slug));
  const views = useMemo(() => (data?.pages ?? [firstPage]).flatMap((page) => page.items), [data, firstPage]);

  // A page that was visited before finds its list in the cache; what the server rendered now is newer than its top.
  useEffect(() => mergeFirstPage(queryClient, team, project.slug, firstPage), [queryClient, team, project.slug, firstPage]);

  const [announcement, setAnnouncement] = useState("");
  const say = useCallback(
    (view: CardView): string =>
      view.status === "ready"
        ? t("announce.ready", { prompt: words.title(view) })
        : t("announce.failed", { status: words.status(view), prompt: words.title(view) }),
    [t, words],
  );
  const signal = useSignals(say);
  useLiveFeed(team, project, (view) => {
    setAnnouncement(say(view));
    signal(view);
  });

  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetching && !error) loadMore();
  }, [hasNextPage, isFetching, error, loadMore]);

  const clipId = useSearchParams().get("clip");
  const isAwake = useIsAwake();
  const isEmpty = views.length === 0 && locals.length === 0;
  return (
    <section data-slot="gallery" aria-label={t("title")} aria-busy={isFetching} className="gutter mx-auto max-w-[1760px] pt-1">
      {isAwake && <Arrivals views={views} />}
      {isAwake && locals.length + views.filter((view) => view.author.id === user.id && !isFinal(view.status)).length > 0 && (
        <NoticeQuestion />
      )}
      {isEmpty ? (
        <GenerationEmpty mayCreate={mayCreate} onStart={onStart} />
      ) : (
        <GenerationGrid
          place={place}
          mayCreate={mayCreate}
          locals={locals}
          views={views}
          actions={actions}
          onOpen={clipAddress.open}
          onNearEnd={onNearEnd}
          renderedAt={renderedAt}
        />
      )}
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

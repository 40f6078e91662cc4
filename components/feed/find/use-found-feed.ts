"use client";

import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { findInAddress } from "@/components/clip/find-address";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { generationsQuery, mergeFirstPage } from "@/components/clip/query-options";
import { readFind, writeFind } from "@/lib/generations/find/find";
import type { GenerationPage } from "@/lib/generations/view";

interface Rendered {
  firstPage: GenerationPage;
  /** What it was looked for with. */
  found: string;
}

/** The list of what the address looks for. The one before stays in sight until it is here. */
export function useFoundFeed({ team, project: { slug } }: GalleryPlace, { firstPage, found }: Rendered) {
  const queryClient = useQueryClient();
  const search = useSearchParams();
  const find = useSyncExternalStore(findInAddress.subscribe, findInAddress.read, () => writeFind(readFind(new URLSearchParams(search))));
  const feed = useInfiniteQuery({
    ...generationsQuery(team, slug, find, find === found ? firstPage : undefined),
    placeholderData: keepPreviousData,
  });
  const { data } = feed;
  const views = useMemo(
    () => (data?.pages ?? (find === found ? [firstPage] : [])).flatMap((page) => page.items),
    [data, find, found, firstPage],
  );
  // A page that was visited before finds its list in the cache; what the server rendered now is newer than its top.
  useEffect(() => mergeFirstPage(queryClient, team, slug, firstPage, { find: found }), [queryClient, team, slug, firstPage, found]);
  // Whoever clears a search meets the whole list at once, and what is made meanwhile is known.
  useEffect(() => {
    if (find !== "") void queryClient.prefetchInfiniteQuery(generationsQuery(team, slug));
  }, [queryClient, team, slug, find]);
  return { find, views, feed };
}

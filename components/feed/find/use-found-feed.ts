"use client";

import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { findInAddress } from "@/components/clip/find-address";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { endsOf, generationsQuery, listAt, mergeFirstPage } from "@/components/clip/query-options";
import type { Shown } from "../days/use-days";
import { nameOfList, placeInTime } from "../days/place-in-time";
import { readFind, writeFind } from "@/lib/generations/find/find";
import type { GenerationPage } from "@/lib/generations/view";

interface Rendered {
  firstPage: GenerationPage;
  /** What it was looked for with. */
  found: string;
}

/** The list of what the address looks for, or the part of it at which somebody is. The one before stays in sight until it is here. */
export function useFoundFeed({ team, project: { id, slug } }: GalleryPlace, { firstPage, found }: Rendered) {
  const queryClient = useQueryClient();
  const search = useSearchParams();
  const find = useSyncExternalStore(findInAddress.subscribe, findInAddress.read, () => writeFind(readFind(new URLSearchParams(search))));
  const name = nameOfList(id, find);
  useEffect(() => placeInTime.show(name), [name]);
  const at = useSyncExternalStore(
    placeInTime.subscribe,
    () => placeInTime.read(name),
    () => "",
  );
  const top = useInfiniteQuery({
    ...generationsQuery(team, slug, find, find === found ? firstPage : undefined),
    placeholderData: keepPreviousData,
  });
  const part = useInfiniteQuery({
    ...generationsQuery(team, slug, listAt(find, at)),
    placeholderData: keepPreviousData,
    enabled: at !== "",
  });
  const feed = at === "" ? top : part;
  const { data } = feed;
  const pages = useMemo(() => data?.pages ?? (find === found ? [firstPage] : []), [data, find, found, firstPage]);
  const views = useMemo(() => pages.flatMap((page) => page.items), [pages]);
  const ends = useMemo(() => endsOf({ pages }), [pages]);
  const newest = useMemo(() => (top.data?.pages ?? []).flatMap((page) => page.items), [top.data]);
  // Of a part that is fetched anew, for whoever comes back late, the top stands in.
  const isOld = feed.isPlaceholderData || (at !== "" && !data);
  // What was there is gone, or cannot be had: the way leads back.
  const isVain = at !== "" && (part.isError ? !part.data : part.isSuccess && !part.isPlaceholderData && views.length === 0);
  useEffect(() => {
    if (!isVain) return;
    placeInTime.goToTop();
    scrollTo({ top: 0, behavior: "instant" });
  }, [isVain]);
  // A page that was visited before finds its list in the cache; what the server rendered now is newer than its top.
  useEffect(() => mergeFirstPage(queryClient, team, slug, firstPage, { find: found }), [queryClient, team, slug, firstPage, found]);
  // Whoever clears a search meets the whole list at once, and what is made meanwhile is known.
  useEffect(() => {
    if (find !== "") void queryClient.prefetchInfiniteQuery(generationsQuery(team, slug));
  }, [queryClient, team, slug, find]);
  const shown = useMemo((): Shown => ({ name, at, views, newest, ends, isOld }), [name, at, views, newest, ends, isOld]);
  return { find, shown, feed };
}

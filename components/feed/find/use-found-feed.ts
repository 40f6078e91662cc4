"use client";

import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";
import { useTimeZone } from "use-intl";
import { findInAddress } from "@/components/clip/find-address";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { endsOf, generationsQuery, joinTop, keepBetween, listAt, mergeFirstPage } from "@/components/clip/query-options";
import type { Shown } from "../days/use-days";
import { dayReader } from "../days/day-reader";
import { nameOfList, placeInTime } from "../days/place-in-time";
import { beginningAt, minuteReader } from "../days/scale";
import { parseFind, readFind, writeFind } from "@/lib/generations/find/find";
import type { CardView, GenerationPage } from "@/lib/generations/view";

/** So many of the newest are known wherever somebody is. */
const KEPT_AT_TOP = 60;

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
  const isTop = at !== "" && !isOld && views.length > 0 && ends.prevCursor === null;
  useEffect(() => {
    if (!isTop) return;
    joinTop(queryClient, team, slug, listAt(find, at));
    placeInTime.goToTop();
  }, [isTop, queryClient, team, slug, find, at]);
  // A page that was visited before finds its list in the cache; what the server rendered now is newer than its top.
  useEffect(() => mergeFirstPage(queryClient, team, slug, firstPage, { find: found }), [queryClient, team, slug, firstPage, found]);
  // Whoever clears a search meets the whole list at once, and what is made meanwhile is known.
  useEffect(() => {
    if (find !== "") void queryClient.prefetchInfiniteQuery(generationsQuery(team, slug));
  }, [queryClient, team, slug, find]);
  const zone = useTimeZone() ?? "UTC";
  /** Lets go of what is loaded before and behind these two. The top of a list stays: what is left of it goes on as a part of its own. */
  const keep = useCallback(
    (first: CardView, last: CardView): void => {
      const list = [team, slug, listAt(find, at)] as const;
      const [top] = views;
      if (!top || at !== "" || first.id === top.id) return keepBetween(queryClient, list, [first, last]);
      const moment = beginningAt(parseFind(find).sort === "oldest", dayReader(zone)(first.created), minuteReader(zone)(first.created));
      const place = `${moment} ${zone}`;
      keepBetween(queryClient, list, [first, last], listAt(find, place));
      placeInTime.goOn(name, place);
      keepBetween(queryClient, list, [top, views[Math.min(KEPT_AT_TOP - 1, views.indexOf(first))]!]);
    },
    [queryClient, team, slug, find, at, name, views, zone],
  );
  const shown = useMemo((): Shown => ({ name, at, views, newest, ends, isOld }), [name, at, views, newest, ends, isOld]);
  return { find, shown, feed, keep };
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useTimeZone } from "use-intl";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { joinTop, keepBetween } from "@/components/clip/let-go";
import { listAt } from "@/components/clip/query-options";
import { parseFind } from "@/lib/generations/find/find";
import type { CardView } from "@/lib/generations/view";
import { dayReader } from "../days/day-reader";
import { placeInTime } from "../days/place-in-time";
import { beginningAt, minuteReader } from "../days/scale";
import type { Shown } from "../days/use-days";

/** So many of the newest are known wherever somebody is. */
const KEPT_AT_TOP = 60;

/**
 * The parts of a list that is too long to be loaded whole. A part that was gone through up to the top becomes the list itself.
 * @returns what lets go of all that is loaded before and behind two cards
 */
export function useLongList({ team, project: { slug } }: GalleryPlace, find: string, { name, at, views, ends, isOld }: Shown) {
  const queryClient = useQueryClient();
  const isTop = at !== "" && !isOld && views.length > 0 && ends.prevCursor === null;
  useEffect(() => {
    if (!isTop) return;
    joinTop(queryClient, team, slug, listAt(find, at));
    placeInTime.goToTop();
  }, [isTop, queryClient, team, slug, find, at]);
  const zone = useTimeZone() ?? "UTC";
  /** Lets go of what is loaded before and behind these two. The top of a list stays: what is left of it goes on as a part of its own. */
  return useCallback(
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
}

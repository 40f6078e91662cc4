"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTimeZone } from "use-intl";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { FILTERS, parseFind, writeFind } from "@/lib/generations/find/find";
import type { CardView, GenerationPage } from "@/lib/generations/view";
import { daysQuery } from "./days-query";
import { dayReader } from "./day-reader";
import type { Beyond } from "./room";
import { type Anchor, leftAt, placeInTime } from "./place-in-time";
import { beginningOf, clipsOf, isShownFrom, minuteReader, momentAt, rankOf, type Scale } from "./scale";

/** Nearer to the top than this one is there. */
const AT_TOP = 24;
/** Where a row stands that somebody went to: below the header, and below the heading of its day. */
const GOAL_PX = 108;

/** What is shown of a list. */
export interface Shown {
  /** Which list it is, as nameOfList writes it. */
  name: string;
  at: string;
  views: readonly CardView[];
  /** Of the top of the list. */
  newest: readonly CardView[];
  ends: Required<Omit<GenerationPage, "items">>;
  /** It is still what was looked at before. */
  isOld: boolean;
}

/** The days of a list that is in the order of time, how much of it is not loaded, and the ways to other days. */
export function useDays({ team, project: { slug } }: GalleryPlace, find: string, { name, at, views, newest, ends, isOld }: Shown) {
  const zone = useTimeZone() ?? "UTC";
  const asked = useMemo(() => parseFind(find), [find]);
  const isByTime = asked.sort === undefined || asked.sort === "oldest";
  // Days are cut out of those of all clips, and neither they nor the order make others of them.
  const about = useMemo(() => {
    const { sort, from, to, ...rest } = asked;
    const isNarrow = rest.q !== undefined || FILTERS.some((filter) => filter in rest);
    return isNarrow ? writeFind({ ...asked, sort: undefined }) : "";
  }, [asked]);
  const dayOf = useMemo(() => dayReader(zone), [zone]);
  const latest = newest[0] ? dayOf(newest[0].created) : "";
  const { data } = useQuery({ ...daysQuery(team, slug, zone, about, latest), enabled: isByTime && latest !== "" });
  const scale = useMemo((): Scale | null => {
    if (!data || !isByTime) return null;
    const { from = "", to = "9999", sort } = asked;
    const { isOfAll } = data;
    const days = data.days.filter(([day]) => from <= day && day <= to);
    return sort === "oldest" ? { days: days.toReversed(), isOldestFirst: true, isOfAll } : { days, isOldestFirst: false, isOfAll };
  }, [data, isByTime, asked]);

  const [first, count] = [views[0], views.length];
  const [isBegun, isEnded] = [ends.prevCursor === null, ends.nextCursor === null];
  const beyond = useMemo((): Beyond => {
    // Of what is not counted it is known only whether there is more above.
    if (!scale || scale.isOfAll || !first) return { above: isBegun ? 0 : 1, below: 0 };
    const above = isBegun ? 0 : Math.max(rankOf(scale, dayOf(first.created), minuteReader(zone)(first.created)), 1);
    return { above, below: isEnded ? 0 : Math.max(clipsOf(scale) - above - count, 1) };
  }, [scale, first, count, isBegun, isEnded, dayOf, zone]);

  const [goal, setGoal] = useState<(Anchor & { name: string }) | undefined>(() => leftAt.take(name));
  /** Where the part begins; with nothing behind its moment, the end of the list. */
  const goalOf = useCallback(
    (place: string): (Anchor & { name: string }) | undefined => {
      const [[moment = ""], minuteOf] = [place.split(" "), minuteReader(zone)];
      const view = views.find(({ created }) => isShownFrom(moment, asked.sort === "oldest", dayOf(created), minuteOf(created)));
      const last = views.at(-1);
      return view ? { name, id: view.id, top: GOAL_PX } : last && { name, id: last.id, top: 0 };
    },
    [name, views, asked, dayOf, zone],
  );
  const [arrived, setArrived] = useState(isOld ? "" : at);
  if (arrived !== at && !isOld && first) {
    setArrived(at);
    // Whoever comes back looks for what they left, if it is here.
    if (at !== "" && !placeInTime.isGoneOn(at) && !views.some(({ id }) => id === goal?.id)) setGoal(goalOf(at));
  }
  const isComingBack = isOld && goal !== undefined;

  const go = useCallback(
    (moment: string): void => {
      const place = moment && `${moment} ${zone}`;
      setGoal(place !== "" && place === at ? goalOf(place) : undefined);
      placeInTime.go(name, place);
    },
    [name, zone, at, goalOf],
  );
  const goToDay = useCallback(
    (day: string): void => {
      if (!scale) return;
      if (day === scale.days[0]?.[0]) {
        placeInTime.goToTop();
        scrollTo({ top: 0, behavior: "instant" });
        return;
      }
      const index = views.findIndex(({ created }) => dayOf(created) === day);
      if (index > 0 || (index === 0 && isBegun)) setGoal({ name, id: views[index]!.id, top: GOAL_PX });
      else go(beginningOf(scale, day));
    },
    [scale, name, views, isBegun, dayOf, go],
  );
  const goToRank = useCallback(
    // On the way back the page lies anywhere, and nobody put it there.
    (rank: number) => !isComingBack && scale && go(rank < AT_TOP ? "" : momentAt(scale, rank)),
    [isComingBack, scale, go],
  );
  return { scale, beyond, at: arrived, goal: !isOld && goal?.name === name ? goal : null, goToDay, goToRank };
}

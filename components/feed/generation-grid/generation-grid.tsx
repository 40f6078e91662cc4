"use client";

import { Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { useFormatter, useTimeZone, useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import type { CardView } from "@/lib/generations/view";
import { GenerationCard } from "@/components/clip/generation-card/generation-card";
import { cn } from "@/lib/shared/cn";
import type { LocalGeneration } from "@/components/clip/optimistic";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { type GenerationActions, prepareActions } from "@/components/clip/use-generation-actions";
import { parseFind } from "@/lib/generations/find/find";
import { arrange, type Entry, inOrder } from "./arrange";
import { dayReader } from "../days/day-reader";
import { basisOf, type LaidItem, NARROWEST, UNSETTLED } from "@/components/clip/justify";
import { type Anchor, dayInSight } from "../days/place-in-time";
import type { Beyond } from "../days/room";
import { isUnderWay, keptOf } from "./kept";
import { useCardKeys } from "./use-card-keys";
import { useChoosing } from "../selection/use-choosing";
import type { Size } from "@/components/clip/sizes";
import type { Selection } from "@/components/clip/marks/selection";
import { useWindow } from "./use-window";

// Comes with the first that needs it, as the lines that it stands for do.
const GenerationFold = late(async () => (await import("./generation-fold")).default);

/** The next page is asked for when so many cards are left below what exists. */
const FETCH_AHEAD = 24;

/** Above the eye nothing is let go before so many clips lie below: their room holds the page up, however low a row of them is reckoned. */
const LEAST_BELOW = 1_000;

interface GenerationGridProps {
  /** What is looked for, as writeFind writes it; "" for everything. */
  find: string;
  size: Size;
  /** It is the list of before, shown until the new one is here. */
  isOld: boolean;
  place: GalleryPlace;
  mayCreate: boolean;
  locals: readonly LocalGeneration[];
  views: readonly CardView[];
  actions: GenerationActions;
  selection: Selection;
  /** About how many clips there are beyond those that are loaded. */
  beyond: Beyond;
  /** The moment at which the part of the history begins that is shown; "" for the top. */
  at: string;
  /** Which list it is, for whoever comes back to it. */
  name: string;
  goal: Anchor | null;
  onOpen: (view: CardView) => void;
  onNearStart: () => void;
  onNearEnd: () => void;
  onFar: (rank: number) => void;
  /** What is loaded outside of these two is far from the eye. */
  onKeep: ((first: CardView, last: CardView) => void) | null;
  /** ISO; the moment that "today" is told from until the browser's own clock speaks. */
  renderedAt: string;
}

/**
 * What the rows are computed with: the heights of a heading, of a card's words alone and with the gap below it, of a line
 * and of a fold with theirs; and how far a card may grow. On a phone a line has its buttons below, and two tall clips are a row.
 */
const MEASURES =
  "[--day:2.75rem] [--caption-text:3.25rem] [--caption:4.75rem] [--failure:4rem] max-sm:[--failure:7.75rem] [--fold:4rem] [--most-stretch:2] max-sm:[--most-stretch:1.42]";

/**
 * Twelve clips at M in a window of 1440 × 900, four in a row; on a phone a wide one, or two tall ones, and at S twice as many.
 * As 64ths, which browsers count in.
 */
const SCALES: Readonly<Record<Size, string>> = {
  S: "[--scale:0.53125] max-sm:[--scale:0.4375]",
  M: "[--scale:0.796875] max-sm:[--scale:1]",
  L: "[--scale:1.25] max-sm:[--scale:1.5]",
};

/** Rows without clips, for whoever is faster than they come. */
const ROOM = "bg-[repeating-linear-gradient(var(--color-raised)_0_10rem,transparent_10rem_15rem)] opacity-40";

/** In sight when a page opens: a row on a desk, and as many as a phone shows. */
const FIRST = 4;

/** Larger than the milliseconds of any clip: what such a time is taken from falls as they rise. */
const LATEST_MS = 1e15;

/** What comes above is laid out as what came since, and of the oldest first that is what was before. */
const layerOf =
  (isOldestFirst: boolean) =>
  (entry: Entry, index: number, all: readonly Entry[]): Entry & LaidItem => {
    const startsDay = all[index - 1]?.day !== entry.day;
    const since = isOldestFirst ? String(LATEST_MS - Date.parse(entry.created)) : entry.created;
    if (entry.kind === "fold") return { ...entry, startsDay, basis: 0, least: 0, since };
    const { view, local } = entry;
    return { ...entry, startsDay, ...basisOf(view), since: local ? UNSETTLED : since };
  };

/** The cards of a project, newest first, by day, in rows of one height; only those near the window exist. */
export function GenerationGrid({
  find,
  size,
  isOld,
  place,
  mayCreate,
  locals,
  views,
  actions,
  selection,
  beyond,
  at,
  name,
  goal,
  onOpen,
  onNearStart,
  onNearEnd,
  onFar,
  onKeep,
  renderedAt,
}: GenerationGridProps) {
  const list = useRef<HTMLDivElement>(null);
  const t = useTranslations("find");
  const timeZone = useTimeZone();
  const { sort, state, stack } = parseFind(find);
  const isByTime = sort === undefined || sort === "oldest";
  const isForLines = state === "failed" || state === "cancelled";
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set());
  // It remembers each quarter of an hour that it has read.
  const dayOf = useMemo(() => dayReader(timeZone), [timeZone]);
  const items = useMemo(() => {
    // A press whose first answer was lost goes out again, and its card may be here by now.
    const awaited = locals.filter((local) => !views.some((view) => view.id === local.key));
    const all = [...awaited.map((local) => ({ view: local.view, local })), ...views.map((view) => ({ view }))];
    return (isByTime ? arrange(all, dayOf, opened, isForLines ? Infinity : undefined) : inOrder(all)).map(layerOf(sort === "oldest"));
  }, [locals, views, dayOf, opened, isByTime, isForLines, sort]);
  const toggle = useCallback(
    (id: string) => setOpened((known) => (known.has(id) ? new Set([...known].filter((other) => other !== id)) : new Set([...known, id]))),
    [],
  );

  const onSeen = useCallback(({ id }: LaidItem) => dayInSight.write(items.find((item) => item.id === id)?.day ?? ""), [items]);
  const itemOf = useCallback(
    (id: string) => items.find((item) => (item.kind === "fold" ? item.views.some((view) => view.id === id) : item.id === id))?.id ?? "",
    [items],
  );
  const { blocks, before, after, laid } = useWindow(list, items, { size, beyond, name, at, goal, itemOf, onFar, onSeen });
  const from = blocks[0]?.from ?? 0;
  const to = blocks.at(-1)?.to ?? 0;
  useEffect(() => {
    if (from <= FETCH_AHEAD) onNearStart();
    if (to >= items.length - FETCH_AHEAD) onNearEnd();
  }, [from, to, items.length, onNearStart, onNearEnd]);

  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const keys = useCardKeys(list, ids, at);
  const choosing = useChoosing(list, selection);
  const isChoosing = useSyncExternalStore(selection.subscribe, selection.readOn, () => false);
  const { forget } = keys;
  const isNearEnd = from <= FETCH_AHEAD || to >= items.length - FETCH_AHEAD;
  useEffect(() => {
    // What is chosen stays at hand; what is fetched now would bring back what is let go; and without much below, the page would end above the eye.
    if (!onKeep || !isByTime || isChoosing || isNearEnd || beyond.below < LEAST_BELOW) return;
    const kept = keptOf(items, laid.blocks, views, [from, to], laid.settledAt);
    if (!kept || isUnderWay(views, kept)) return;
    forget();
    onKeep(...kept);
  }, [items, views, laid, from, to, isByTime, isChoosing, isNearEnd, beyond.below, forget, onKeep]);

  const draw = (item: Entry, index: number): ReactNode =>
    item.kind === "fold" ? (
      <Suspense key={item.id} fallback={<div className="h-(--fold) w-full" />}>
        <GenerationFold fold={item} place={place} mayCreate={mayCreate} actions={actions} onToggle={toggle} />
      </Suspense>
    ) : (
      <GenerationCard
        key={item.id}
        view={item.view}
        local={item.local}
        place={place}
        mayCreate={mayCreate}
        actions={actions}
        onOpen={onOpen}
        isStacked={stack !== undefined}
        isFirst={index < FIRST}
      />
    );
  return (
    <div
      ref={list}
      data-slot="generation-grid"
      onFocus={(event) => {
        prepareActions();
        keys.onFocus(event);
      }}
      onKeyDown={keys.onKeyDown}
      // At hand before a card is pressed.
      onPointerEnter={prepareActions}
      {...choosing}
      data-choosing={isChoosing || undefined}
      className={cn(
        "group/grid gap-x-3 [overflow-anchor:none] data-choosing:select-none data-choosing:[&_article]:scroll-mt-32",
        MEASURES,
        SCALES[size],
        isOld && "opacity-60",
      )}
    >
      <span tabIndex={-1} />
      <div aria-hidden="true" className={ROOM} style={{ height: before }} />
      <div className="flex flex-wrap gap-x-3">
        {blocks.flatMap(({ kind, from, to: end, isOpen }) => {
          const first = items[from]!;
          if (kind === "day")
            return (
              <Heading key={`day-${first.day}`}>
                {isByTime ? <Day iso={first.created} day={first.day} renderedAt={renderedAt} /> : t(`values.sort.${sort}`)}
              </Heading>
            );
          return [
            ...items.slice(from, end).map((item, index) => draw(item, from + index)),
            // An open row is not stretched, and every row ends where it was computed to end.
            isOpen && <div key={`rest-${first.id}`} aria-hidden="true" style={{ flex: `1000000 1 calc(${NARROWEST}px * var(--scale))` }} />,
            <div key={`end-${first.id}`} aria-hidden="true" className="w-full" />,
          ];
        })}
      </div>
      <div aria-hidden="true" className={ROOM} style={{ height: after }} />
      <span tabIndex={-1} />
    </div>
  );
}

const Heading = ({ children }: { children: ReactNode }) => (
  // On a phone the first one shares its line with the search.
  <h2 data-slot="generation-day" className="flex h-(--day) w-full shrink-0 items-center text-sm font-medium text-quiet max-sm:pr-60">
    <span className="truncate">{children}</span>
  </h2>
);

function Day({ iso, day, renderedAt }: { iso: string; day: string; renderedAt: string }): string {
  const t = useTranslations("gallery");
  const format = useFormatter();
  const dayOf = dayReader(useTimeZone());
  const now = Date.parse(renderedAt);
  const isYear = day.slice(0, 4) === dayOf(renderedAt).slice(0, 4);
  if (day === dayOf(renderedAt)) return t("today");
  if (day === dayOf(new Date(now - 24 * 60 * 60 * 1000).toISOString())) return t("yesterday");
  return format.dateTime(new Date(iso), { weekday: "long", month: "long", day: "numeric", ...(isYear ? {} : { year: "numeric" }) });
}

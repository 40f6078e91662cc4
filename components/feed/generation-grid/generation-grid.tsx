"use client";

import { Fragment, useEffect, useMemo, useRef, type CSSProperties } from "react";
import { useFormatter, useTimeZone, useTranslations } from "use-intl";
import type { CardView } from "@/lib/generations/view";
import { GenerationCard, hasWords } from "@/components/clip/generation-card/generation-card";
import type { LocalGeneration } from "../optimistic";
import type { GalleryPlace, GenerationActions } from "@/components/clip/use-generation-actions";
import { dayReader } from "./days";
import { basisOf } from "./justify";
import { useCardKeys } from "./use-card-keys";
import { useWindow } from "./use-window";

/** The next page is asked for when so many cards are left below what exists. */
const FETCH_AHEAD = 24;

interface GenerationGridProps {
  place: GalleryPlace;
  mayCreate: boolean;
  locals: readonly LocalGeneration[];
  views: readonly CardView[];
  actions: GenerationActions;
  onOpen: (view: CardView) => void;
  onNearEnd: () => void;
  /** ISO; the moment that "today" is told from until the browser's own clock speaks. */
  renderedAt: string;
}

// Heights that the rows are computed with: a heading; a card's words; and with the gap below it.
const MEASURES = { "--day": "2.75rem", "--caption-text": "3.25rem", "--caption": "4.75rem", overflowAnchor: "none" } as CSSProperties;

/** The cards of a project, newest first, by day, in rows of one height; only those near the window exist. */
export function GenerationGrid({ place, mayCreate, locals, views, actions, onOpen, onNearEnd, renderedAt }: GenerationGridProps) {
  const list = useRef<HTMLDivElement>(null);
  const timeZone = useTimeZone();
  const items = useMemo(() => {
    const dayOf = dayReader(timeZone);
    // A press whose first answer was lost goes out again, and its card may be here by now.
    const awaited = locals.filter((local) => !views.some((view) => view.id === local.key));
    const all = [...awaited.map((local) => ({ view: local.view, local })), ...views.map((view) => ({ view, local: undefined }))];
    return all.map(({ view, local }, index) => {
      const day = dayOf(view.created);
      const before = all[index - 1];
      return {
        id: view.id,
        view,
        local,
        day,
        basis: basisOf(view.shape, hasWords(view, local?.error)),
        startsDay: !before || dayOf(before.view.created) !== day,
      };
    });
  }, [locals, views, timeZone]);

  const { from, to, hasFirstHeading, before, after } = useWindow(list, items);
  useEffect(() => {
    if (to >= items.length - FETCH_AHEAD) onNearEnd();
  }, [to, items.length, onNearEnd]);

  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const keys = useCardKeys(list, ids);

  return (
    <div ref={list} data-slot="generation-grid" style={MEASURES} onFocus={keys.onFocus} onKeyDown={keys.onKeyDown} className="gap-x-3">
      <span tabIndex={-1} />
      <div aria-hidden="true" style={{ height: before }} />
      <div className="flex flex-wrap gap-x-3">
        {items.slice(from, to).map((item, offset) => {
          const index = from + offset;
          const isLastOfDay = index === items.length - 1 || items[index + 1]?.startsDay;
          return (
            <Fragment key={item.id}>
              {item.startsDay && (offset > 0 || hasFirstHeading) && (
                <DayHeading iso={item.view.created} day={item.day} renderedAt={renderedAt} />
              )}
              <GenerationCard view={item.view} place={place} mayCreate={mayCreate} actions={actions} onOpen={onOpen} local={item.local} />
              {isLastOfDay && <div aria-hidden="true" style={{ flex: "1000000 1 0px" }} />}
            </Fragment>
          );
        })}
      </div>
      <div aria-hidden="true" style={{ height: after }} />
      <span tabIndex={-1} />
    </div>
  );
}

function DayHeading({ iso, day, renderedAt }: { iso: string; day: string; renderedAt: string }) {
  const t = useTranslations("gallery");
  const format = useFormatter();
  const dayOf = dayReader(useTimeZone());
  const now = Date.parse(renderedAt);
  const isYear = day.slice(0, 4) === dayOf(renderedAt).slice(0, 4);
  const label =
    day === dayOf(renderedAt)
      ? t("today")
      : day === dayOf(new Date(now - 24 * 60 * 60 * 1000).toISOString())
        ? t("yesterday")
        : format.dateTime(new Date(iso), { weekday: "long", month: "long", day: "numeric", ...(isYear ? {} : { year: "numeric" }) });
  return (
    <h2 data-slot="generation-day" className="flex h-(--day) w-full shrink-0 items-center text-sm font-medium text-quiet">
      {label}
    </h2>
  );
}

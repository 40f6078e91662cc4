"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { ExportView } from "@/lib/sequences/view";
import { filmsQuery } from "../query-options";
import { FilmRow } from "./film-row";

interface FilmsProps {
  team: string;
  sequenceId: string;
  initial: ExportView[];
  mayChange: boolean;
}

/** What the sequence was exported to, the newest first, and how far the next one is. */
export function Films({ team, sequenceId, initial, mayChange }: FilmsProps) {
  const t = useTranslations("sequences");
  const query = filmsQuery(team, sequenceId, initial);
  const { data: films = initial } = useQuery(query);
  useLiveRefetch(query.queryKey, "export");
  const announcement = useReady(films);
  return (
    <>
      <VisuallyHidden role="status">{announcement && t("exports.announced")}</VisuallyHidden>
      {films.length > 0 && (
        <section aria-labelledby="films" className="flex flex-col gap-2">
          <h2 id="films" className="text-sm font-medium">
            {t("exports.title")}
          </h2>
          <ul className="flex flex-col divide-y divide-line border-y border-line">
            {films.map((film) => (
              <FilmRow key={film.id} team={team} film={film} mayChange={mayChange} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Whether one that was open on this page has become ready. */
function useReady(films: readonly ExportView[]): boolean {
  const before = useRef(films);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const open = new Set(before.current.filter(({ status }) => status === "waiting" || status === "running").map(({ id }) => id));
    before.current = films;
    if (films.some(({ id, status }) => status === "ready" && open.has(id))) setReady(true);
  }, [films]);
  return isReady;
}

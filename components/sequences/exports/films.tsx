"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { followDownload } from "@/components/clip/handover/begin-download";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { toast } from "@/components/ui/toast-store";
import type { ExportView } from "@/lib/sequences/view";
import { paths } from "@/lib/shared/paths";
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
  useTellWhenReady(films);
  if (films.length === 0) return null;
  return (
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
  );
}

/** One that was open on this page and has become ready: the list lies below what most screens show. */
function useTellWhenReady(films: readonly ExportView[]): void {
  const t = useTranslations("sequences.exports");
  const before = useRef(films);
  useEffect(() => {
    const open = new Set(before.current.filter(({ status }) => status === "waiting" || status === "running").map(({ id }) => id));
    before.current = films;
    for (const { id, status, isUnlabelled } of films) {
      if (status !== "ready" || !open.has(id)) continue;
      const download = { label: t("download"), onClick: () => followDownload(paths.api.filmDownload(id)), leads: true } as const;
      toast({ title: t("announced"), tone: "ready", ...(isUnlabelled ? {} : { action: download }) });
    }
  }, [films, t]);
}

"use client";

import { Download, Play, Trash2, X } from "@/components/ui/icons";
import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { formatTimecode } from "@/components/clip/timecode";
import { useAction } from "@/components/data/use-action";
import { InlineQuestion } from "@/components/dialogs/inline-question";
import { Alert } from "@/components/ui/alert";
import { Button, buttonVariants } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { cancelExportAction, removeExportAction } from "@/lib/sequences/actions";
import type { ExportView } from "@/lib/sequences/view";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";

/** One export: how far it is, or the film, or why there is none. */
export function FilmRow({ team, film, mayChange }: { team: string; film: ExportView; mayChange: boolean }) {
  const t = useTranslations("sequences.exports");
  const format = useFormatter();
  const queryClient = useQueryClient();
  const { run, pending, error } = useAction();
  const [isWatching, setWatching] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const { id, status, frames, framesDone, width, height, bytes, failure } = film;
  const isOpen = status === "waiting" || status === "running";
  const isThere = status === "ready" && bytes !== null && !film.isDamaged;
  const when = format.dateTime(new Date(film.createdAt), { dateStyle: "medium", timeStyle: "short" });
  const size = `${format.number((bytes ?? 0) / 1_000_000, { maximumFractionDigits: 1 })} MB`;
  const refresh = (): void => void queryClient.invalidateQueries({ queryKey: ["films", team] });
  return (
    <li data-slot="film" className="flex flex-col gap-1 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-56 text-sm">
          {when}
          <span className="text-quiet">{` · ${film.author} · ${width} × ${height} · ${formatTimecode(frames, FRAMES_PER_SECOND)}${bytes === null ? "" : ` · ${size}`}`}</span>
        </p>
        {isOpen && (
          <>
            <progress
              aria-label={t("progress")}
              max={frames}
              {...(status === "running" ? { value: framesDone } : {})}
              className="h-1.5 w-32 accent-tungsten"
            />
            <span className="text-xs text-quiet tabular">
              {status === "waiting" ? t("waiting") : format.number(framesDone / frames, { style: "percent" })}
            </span>
            {mayChange && (
              <Button size="sm" pending={pending} onClick={() => run(() => cancelExportAction(team, { id }), refresh)}>
                <X aria-hidden="true" />
                {t("cancel")}
              </Button>
            )}
          </>
        )}
        {isThere && (
          <>
            <Button size="sm" onClick={() => setWatching(true)}>
              <Play aria-hidden="true" />
              {t("watch")}
            </Button>
            {!film.isUnlabelled && (
              <a href={paths.api.filmDownload(id)} download className={cn(buttonVariants({ size: "sm" }))}>
                <Download aria-hidden="true" />
                {t("download")}
              </a>
            )}
          </>
        )}
        {!isOpen && mayChange && (
          <Button size="icon" variant="quiet" aria-label={t("removeName", { when })} onClick={() => setAsking(true)}>
            <Trash2 aria-hidden="true" />
          </Button>
        )}
      </div>
      {status === "cancelled" && <p className="text-sm text-quiet">{t("cancelled")}</p>}
      {failure && <p className="text-sm text-failed">{t(`failures.${failure.code}`, { number: failure.values["number"] ?? 0 })}</p>}
      {isThere && film.isUnlabelled && <p className="text-sm text-quiet">{t("unlabelled")}</p>}
      {film.isDamaged && <p className="text-sm text-failed">{t("damaged")}</p>}
      {isAsking ? (
        <InlineQuestion
          question={t("removeQuestion")}
          yes={t("remove")}
          no={t("keep")}
          pending={pending}
          error={error && <Alert>{error}</Alert>}
          onYes={() => run(() => removeExportAction(team, { id }), refresh)}
          onNo={() => setAsking(false)}
        />
      ) : (
        error && <Alert>{error}</Alert>
      )}
      <Dialog open={isWatching} onOpenChange={setWatching} title={when} className="w-[min(64rem,calc(100vw-2rem))]">
        {isWatching && (
          <video src={paths.api.film(id)} controls autoPlay playsInline className="max-h-[70dvh] w-full rounded-lg bg-black" />
        )}
      </Dialog>
    </li>
  );
}

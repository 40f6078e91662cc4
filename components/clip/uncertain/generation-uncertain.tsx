"use client";

import Link from "next/link";
import { Suspense, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { Button } from "@/components/ui/button";
import type { AgainView, CardFailureView, CardView, DoubtView } from "@/lib/generations/view";
import { paths } from "@/lib/shared/paths";
import { FailureDetails } from "../generation-failure";
import { useNow } from "../now";
import type { GalleryPlace } from "../gallery-place";
import { useUncertainActions } from "./use-uncertain-actions";

const LinkTaskDialog = late(async () => (await import("./link-task-dialog")).default);
const SubmitAgainDialog = late(async () => (await import("./submit-again-dialog")).default);

interface GenerationUncertainProps {
  view: CardView;
  doubt: DoubtView;
  failure: CardFailureView;
  place: GalleryPlace;
  mayResolve: boolean;
}

/** A lost answer: what happened and through whom, that nobody knows what it cost, how the search goes, and what a person can do. */
export function GenerationUncertain({ view, doubt, failure, place, mayResolve }: GenerationUncertainProps) {
  const t = useTranslations("uncertain");
  const time = useTimeWords();
  const actions = useUncertainActions(place);
  const [open, setOpen] = useState<"link" | "submit" | null>(null);
  const close = () => setOpen(null);
  return (
    <div data-slot="generation-uncertain" className="absolute inset-0 flex flex-col gap-1.5 overflow-auto p-3">
      <div className="flex items-start justify-between gap-2">
        <p className="text-sm font-medium text-pretty text-text">{t("title")}</p>
        {/* Beside the words: on a phone three buttons of the size of a finger are all that fits below them. */}
        <span className="-mt-1.5 -mr-2 shrink-0 pointer-coarse:-mt-3">
          <FailureDetails failure={failure} />
        </span>
      </div>
      <p className="text-xs text-pretty text-quiet">
        {t(`lostBy.${doubt.lostBy}`, { time: time(doubt.sentAt), status: doubt.httpStatus ?? 0 })}
      </p>
      <Search view={view} doubt={doubt} />
      {doubt.again && <Again again={doubt.again} place={place} />}
      <div className="mt-auto flex flex-wrap items-center gap-1.5">
        {mayResolve && (
          <>
            <Button size="sm" onClick={() => void actions.checkAgain(view)}>
              {t("check")}
            </Button>
            <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen("link")}>
              {t("link")}
            </Button>
            {!doubt.again && (
              <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen("submit")}>
                {t("submit")}
              </Button>
            )}
          </>
        )}
      </div>
      <Suspense>
        {open === "link" && <LinkTaskDialog view={view} team={place.team} onLink={actions.link} onClose={close} />}
        {open === "submit" && <SubmitAgainDialog view={view} doubt={doubt} onSubmit={actions.submitAgain} onClose={close} />}
      </Suspense>
    </div>
  );
}

/** A look that is due so soon needs no clock time. */
const SOON_MS = 20_000;

/** How often was looked, what that was worth, and when the next look comes. */
function Search({ view, doubt }: { view: CardView; doubt: DoubtView }) {
  const t = useTranslations("uncertain");
  const time = useTimeWords();
  const now = useNow(true);
  const nextAction = view.progress?.nextAction ?? null;
  const result = doubt.candidates > 0 ? "candidates" : (doubt.lastLook ?? "none");
  const isSoon = nextAction !== null && now !== null && Date.parse(nextAction) < now + SOON_MS;
  const seen = t(`search.${result}`, { looks: doubt.looks, candidates: doubt.candidates });
  const next = nextAction === null || now === null ? null : isSoon ? t("next.now") : t("next.at", { time: time(nextAction) });
  return <p className="text-xs text-pretty text-quiet">{next === null ? seen : t("sentences", { first: seen, second: next })}</p>;
}

function Again({ again, place }: { again: AgainView; place: GalleryPlace }) {
  const t = useTranslations("uncertain");
  const time = useTimeWords();
  return (
    <p className="text-xs text-pretty text-text">
      {again.by === null ? t("again.doneByNobody", { time: time(again.at) }) : t("again.done", { name: again.by, time: time(again.at) })}{" "}
      {again.id && (
        <Link
          href={paths.generation(place.team, place.project.slug, again.id)}
          className="underline underline-offset-2 hover:text-tungsten"
        >
          {t("again.show")}
        </Link>
      )}
    </p>
  );
}

/** The hour for today, with the day for everything before and after. */
function useTimeWords(): (iso: string) => string {
  const format = useFormatter();
  return (iso) => {
    const date = new Date(iso);
    const isToday = date.toDateString() === new Date().toDateString();
    return format.dateTime(date, isToday ? { hour: "numeric", minute: "2-digit" } : { dateStyle: "medium", timeStyle: "short" });
  };
}

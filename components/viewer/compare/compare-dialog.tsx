"use client";

import { useQueries } from "@tanstack/react-query";
import { X } from "@/components/ui/icons";
import { useEffect, useLayoutEffect, useMemo, useRef, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { clipQuery } from "@/components/clip/query-options";
import { onItsOwn } from "@/components/clip/uncertain/on-its-own";
import { Toaster } from "@/components/ui/toast";
import { Spinner } from "@/components/ui/spinner";
import { MOST_COMPARED } from "@/lib/generations/review/limits";
import { isId } from "@/lib/shared/ids";
import { PlayerButton } from "../player-button";
import { Comparison } from "./comparison";
import type { Playable } from "./playable";
import { useKeepOne } from "./use-keep-one";

interface CompareDialogProps {
  /** As they stand in the address. */
  ids: string;
  place: GalleryPlace;
  onClose: () => void;
}

/** Two to four clips side by side. What the address names and there is not, is left out. */
export default function CompareDialog({ ids, place, onClose }: CompareDialogProps) {
  const t = useTranslations("compare");
  const dialog = useRef<HTMLDialogElement>(null);
  const asked = useMemo(() => [...new Set(ids.split(","))].filter(isId).slice(0, MOST_COMPARED), [ids]);
  const answers = useQueries({ queries: asked.map((id) => clipQuery(place.team, id)) });
  const isPending = answers.some((answer) => answer.isPending);
  const clips = answers.flatMap(({ data }) => (data?.card.video ? [data] : []));

  const keep = useKeepOne(place);

  // After the layout of the viewer that it may lie in: what is shown last is on top, also where both are in the address of a new visit.
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The keys belong to what is compared; no single control of it comes first.
    (element?.querySelector<HTMLElement>("[data-slot=comparison]") ?? element)?.focus();
  }, []);
  // Closed while it still stands in the page, it gives the focus back to where it came from.
  useLayoutEffect(() => {
    const element = dialog.current;
    return () => element?.close();
  }, []);

  const head = (children: ReactNode) => (
    <header className="flex flex-wrap items-center gap-2 px-3 pt-[max(0.5rem,env(safe-area-inset-top))] pb-2 md:px-4">
      <h1 className="mr-auto text-sm font-semibold">{t("title")}</h1>
      {children}
      <PlayerButton label={t("close")} shortcut="Escape" onClick={onClose}>
        <X aria-hidden="true" />
      </PlayerButton>
    </header>
  );
  const own = onItsOwn(onClose);
  return (
    <dialog
      ref={dialog}
      data-slot="compare-dialog"
      tabIndex={-1}
      aria-label={t("title")}
      {...own}
      onCancel={(event) => {
        own.onCancel(event);
        event.preventDefault();
        onClose();
      }}
      // Taking it away closes it too, and that is no wish of anybody's.
      onClose={(event) => event.stopPropagation()}
      data-theme="dark"
      className="fixed inset-0 m-0 flex h-dvh max-h-none w-screen max-w-none flex-col overflow-hidden overscroll-contain bg-black p-0 text-text outline-none backdrop:bg-black"
    >
      {clips.length >= 2 && !isPending ? (
        <Comparison
          key={clips.map(({ card }) => card.id).join()}
          team={place.team}
          clips={clips as Playable[]}
          head={head}
          onKeep={
            keep &&
            ((kept) =>
              void keep(
                kept.card,
                clips.map(({ card }) => card),
              ).then((isSaid) => isSaid && onClose()))
          }
        />
      ) : (
        <>
          {head(null)}
          <p role="status" className="m-auto max-w-sm px-6 text-center text-sm text-quiet">
            {isPending && asked.length >= 2 ? <Spinner aria-label={t("loading")} aria-hidden={false} role="img" /> : t("tooFew")}
          </p>
        </>
      )}
      {/* What lies behind a modal dialog cannot be pressed. */}
      <Toaster />
    </dialog>
  );
}

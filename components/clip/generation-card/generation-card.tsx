"use client";

import { lazy, memo, Suspense, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { isFailed } from "@/lib/generations/lifecycle";
import { actionsOn } from "@/lib/generations/policy";
import type { CardView } from "@/lib/generations/view";
import type { ActionError } from "@/lib/shared/result";
import { paths } from "@/lib/shared/paths";
import { basisOf, MAX_STRETCH, ROW_HEIGHT } from "@/components/feed/generation-grid/justify";
import type { GalleryPlace, GenerationActions as Actions } from "../use-generation-actions";
import { GenerationActions } from "./generation-actions";
import { GenerationDamaged } from "./generation-damaged";
import { GenerationPending } from "./generation-pending";
import { GenerationLength, GenerationPoster } from "./generation-poster";
import { GenerationSlate } from "./generation-slate";
import { GenerationStatus } from "./generation-status";
import { usePreview } from "./use-preview";
import { useGenerationWords } from "./words";

// Most cards end well: what explains the others comes with the first of them.
const GenerationFailure = lazy(() => import("./generation-failure").then((file) => ({ default: file.GenerationFailure })));

const GenerationUncertain = lazy(() => import("../uncertain/generation-uncertain").then((file) => ({ default: file.GenerationUncertain })));

export interface GenerationCardProps {
  view: CardView;
  place: GalleryPlace;
  mayCreate: boolean;
  actions: Actions;
  onOpen: (view: CardView) => void;
  /** Set for a card that only this tab knows of. */
  local?: { key: string; error: ActionError | null };
}

/** A card whose words need the room of the picture: what ended without a clip. */
export const hasWords = (view: CardView, error: ActionError | null = null): boolean =>
  error !== null || view.status === "uncertain" || isFailed(view.status);

/** One generation: its picture or what stands for it, what was asked for, how it was made, where it stands. */
export const GenerationCard = memo(function GenerationCard({ view, place, mayCreate, actions, onOpen, local }: GenerationCardProps) {
  const t = useTranslations("gallery");
  const words = useGenerationWords();
  const picture = useRef<HTMLDivElement>(null);
  const isReady = view.status === "ready" && view.video !== undefined;
  // It becomes ready in front of somebody's eyes.
  const [isPremiere] = useState(!isReady);
  const isPlaying = usePreview(picture, isReady);
  const can = actionsOn({ userId: place.user.id, role: place.user.role }, view);
  const error = local?.error ?? null;
  const shown = error ? { ...view, status: "failed" as const } : view;
  const basis = basisOf(view.shape, hasWords(view, error));
  return (
    <article
      data-slot="generation-card"
      data-generation={view.id}
      data-status={shown.status}
      aria-label={words.name(shown)}
      // What cannot be opened is itself what the keyboard rests on.
      tabIndex={isReady ? undefined : 0}
      // What the keyboard reaches stays clear of the header and of the docked composer.
      className="group/card relative min-w-0 pb-6 [&_:is(a,button)]:scroll-mt-20 [&_:is(a,button)]:scroll-mb-[min(24rem,45vh)]"
      style={{ flex: `${basis} 1 ${basis}px`, maxWidth: `min(100%, ${basis * MAX_STRETCH}px)` }}
    >
      <div ref={picture} className="relative overflow-hidden rounded-video bg-raised" style={{ aspectRatio: `${basis} / ${ROW_HEIGHT}` }}>
        {isReady ? (
          <a
            href={paths.generation(place.team, place.project.slug, view.id)}
            data-card-open=""
            aria-label={t("open", { prompt: words.title(view) })}
            className="absolute inset-0"
            onClick={(event) => {
              // A new tab, a new window, a download: those are the browser's own.
              if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
              event.preventDefault();
              onOpen(view);
            }}
          >
            <GenerationPoster view={view} isPlaying={isPlaying} isPremiere={isPremiere} />
          </a>
        ) : error ? (
          <LocalError error={error} onDismiss={() => actions.dismiss(local?.key ?? "")} />
        ) : view.failure && hasWords(view) ? (
          <Suspense>
            {view.doubt ? (
              <GenerationUncertain view={view} doubt={view.doubt} failure={view.failure} place={place} mayResolve={can.resolve} />
            ) : (
              <GenerationFailure
                view={view}
                failure={view.failure}
                team={place.team}
                isMine={view.author.id === place.user.id}
                mayRetry={can.retry}
                actions={actions}
              />
            )}
          </Suspense>
        ) : (
          <GenerationPending view={view} isLocal={local !== undefined} />
        )}
        {isReady && <GenerationLength view={view} />}
        {view.video?.isDamaged && <GenerationDamaged />}
        {!local && <GenerationActions view={view} mayCreate={mayCreate} mayDelete={can.delete} actions={actions} />}
        {!local && can.cancel && (
          <Button
            size="sm"
            className="absolute top-2 left-2 pointer-fine:opacity-0 pointer-fine:group-focus-within/card:opacity-100 pointer-fine:group-hover/card:opacity-100"
            onClick={() => void actions.cancel(view)}
          >
            {t("cancel")}
          </Button>
        )}
      </div>
      <div className="flex h-(--caption-text) flex-col justify-between overflow-hidden pt-2">
        <p title={view.prompt} dir="auto" className="truncate text-sm leading-5 text-text">
          {words.title(view)}
        </p>
        <div className="flex items-center justify-between gap-2">
          <GenerationSlate view={view} className="min-w-0" />
          {view.author.id !== place.user.id && (
            <span className="shrink-0 text-xs leading-4 text-quiet">{t("by", { name: view.author.name })}</span>
          )}
        </div>
        {hasWords(view, error) && <GenerationStatus status={shown.status} />}
        {/* A picture says for the eye that it is ready; for ears and scripts the word does. */}
        {isReady && <VisuallyHidden>{words.status(view)}</VisuallyHidden>}
      </div>
    </article>
  );
});

function LocalError({ error, onDismiss }: { error: ActionError; onDismiss: () => void }) {
  const t = useTranslations("gallery");
  const errors = useTranslations("errors");
  return (
    <div className="absolute inset-0 flex flex-col gap-2 overflow-auto p-3">
      <p className="text-sm font-medium text-text">{t("local.failed")}</p>
      <p className="text-xs text-pretty text-quiet">
        {errors(error.code)} {t("local.keeps")}
      </p>
      <Button size="sm" className="mt-auto self-start" onClick={onDismiss}>
        {t("dismiss")}
      </Button>
    </div>
  );
}

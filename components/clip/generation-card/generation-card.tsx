"use client";

import { type ComponentType, type CSSProperties, lazy, memo, Suspense, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { actionsOn } from "@/lib/generations/policy";
import type { CardView } from "@/lib/generations/view";
import { paths } from "@/lib/shared/paths";
import { isLine, type LocalGeneration } from "../optimistic";
import { basisOf, ROW_HEIGHT } from "../justify";
import { cn } from "@/lib/shared/cn";
import type { GalleryPlace } from "../gallery-place";
import type { GenerationActions as Actions } from "../use-generation-actions";
import { attentionTo, useAttended, useIsCoarse } from "./attention";
import type { CardScrubProps } from "./card-scrub";
import type { CardWatchersProps } from "./card-watchers";
import { GenerationActions } from "./generation-actions";
import { GenerationAuthor } from "./generation-author";
import { GenerationDamaged } from "./generation-damaged";
import { GenerationPending } from "./generation-pending";
import { GenerationLength, GenerationPoster } from "./generation-poster";
import { GenerationSlate } from "./generation-slate";
import { GenerationStatus } from "./generation-status";
import { StackBadge } from "./stack-badge";
import { usePreview } from "./use-preview";
import { useScrub } from "./use-scrub";
import { CardMarks } from "../marks/card-marks";
import { ChooseBox } from "../marks/choose-box";
import { useChosen } from "../marks/selection";
import { useWatchers } from "../watchers";
import { useGenerationWords } from "../words";

// Most cards end well: what explains the others comes with the first of them.
const GenerationLine = late(async () => (await import("./generation-line")).GenerationLine);
const GenerationUncertain = late(async () => (await import("../uncertain/generation-uncertain")).GenerationUncertain);

// What a pointer or others bring onto a card, and what is not worth the gallery where the line breaks.
const CardScrub = lazy<ComponentType<CardScrubProps>>(() => import("./card-scrub").catch(() => ({ default: () => null })));
const CardWatchers = lazy<ComponentType<CardWatchersProps>>(() => import("./card-watchers").catch(() => ({ default: () => null })));

export interface GenerationCardProps {
  view: CardView;
  place: GalleryPlace;
  mayCreate: boolean;
  actions: Actions;
  onOpen: (view: CardView) => void;
  /** The other takes of its recipe lie behind it. */
  isStacked?: boolean;
  /** Among those that the page begins with. */
  isFirst?: boolean;
  /** Set for a card that only this tab knows of. */
  local?: Pick<LocalGeneration, "key" | "error"> | undefined;
}

/** One generation: its picture or what stands for it, what was asked for, how it was made, where it stands; a line where there will be none. */
export const GenerationCard = memo(function GenerationCard({
  view,
  place,
  mayCreate,
  actions,
  onOpen,
  isStacked = false,
  isFirst = false,
  local,
}: GenerationCardProps) {
  const t = useTranslations("gallery");
  const words = useGenerationWords();
  const picture = useRef<HTMLDivElement>(null);
  const isReady = view.status === "ready" && view.video !== undefined;
  // It becomes ready in front of somebody's eyes.
  const [isPremiere] = useState(!isReady);
  const isPlaying = usePreview(picture, isReady);
  const { part, ...scrubbing } = useScrub(isReady && view.video?.hasSprite === true);
  const can = actionsOn({ userId: place.user.id, role: place.user.role }, view);
  const error = local?.error ?? null;
  const shown = error ? { ...view, status: "failed" as const } : view;
  const asLine = isLine(view, local);
  const { basis, least } = basisOf(view);
  const { canChoose, isChoosing, isChosen } = useChosen(view.id);
  const watchers = useWatchers(view.id);
  const isAttended = useAttended(view.id);
  const isCoarse = useIsCoarse();
  const isTheirs = view.author.id !== place.user.id;
  const name = view.marks?.name ?? words.title(view);
  return (
    <article
      data-slot="generation-card"
      data-generation={view.id}
      data-status={shown.status}
      data-chosen={isChosen || undefined}
      {...attentionTo(view.id)}
      aria-label={words.name(shown)}
      // What cannot be opened is itself what the keyboard rests on.
      tabIndex={isReady ? undefined : 0}
      // What the keyboard reaches stays clear of the header and of the docked composer.
      className={cn(
        "group/card relative min-w-0 scroll-mt-20 scroll-mb-[min(24rem,45vh)] [&_:is(a,button)]:scroll-mt-20 [&_:is(a,button)]:scroll-mb-[min(24rem,45vh)]",
        asLine
          ? "@container h-(--failure) w-full rounded-lg pb-2"
          : "max-w-[min(100%,var(--basis)*var(--scale,1)*var(--most-stretch)*1px)] flex-[var(--basis)_1_calc(var(--basis)*var(--scale,1)*1px)] pb-6",
      )}
      style={asLine ? undefined : ({ "--basis": least ? `max(${basis}, ${least} / var(--scale, 1))` : basis } as CSSProperties)}
    >
      {asLine ? (
        <Suspense>
          <GenerationLine view={shown} error={error} place={place} can={can} actions={actions} onDismiss={() => actions.dismiss(view.id)} />
        </Suspense>
      ) : (
        <>
          <div
            ref={picture}
            {...scrubbing}
            className="@container relative overflow-hidden rounded-video bg-raised group-data-chosen/card:ring-3 group-data-chosen/card:ring-tungsten"
            style={{ aspectRatio: `var(--basis) / ${ROW_HEIGHT}` }}
          >
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
                <GenerationPoster view={view} isPlaying={isPlaying && part === null} isPremiere={isPremiere} isFirst={isFirst} />
                {part !== null && (
                  <Suspense>
                    <CardScrub id={view.id} durationMs={view.video!.durationMs} part={part} />
                  </Suspense>
                )}
              </a>
            ) : view.doubt && view.failure ? (
              <Suspense>
                <GenerationUncertain view={view} doubt={view.doubt} failure={view.failure} place={place} mayResolve={can.resolve} />
              </Suspense>
            ) : (
              <GenerationPending view={view} isLocal={local !== undefined} />
            )}
            {isReady && <GenerationLength view={view} />}
            {view.video?.isDamaged && <GenerationDamaged />}
            {watchers && (
              <Suspense>
                <CardWatchers people={watchers} />
              </Suspense>
            )}
            {isReady && <CardMarks view={view} place={place} />}
            {!local && !view.doubt && !isChoosing && (isAttended || isCoarse) && (
              <GenerationActions
                view={view}
                place={place}
                mayCreate={mayCreate}
                mayDelete={can.delete}
                actions={actions}
                isMenuAlone={!isAttended}
              />
            )}
            {!local && canChoose && (isChoosing || (isReady && isAttended)) && (
              <ChooseBox title={words.takeTitle(view)} isChosen={isChosen} isChoosing={isChoosing} />
            )}
            {!local && can.cancel && !isChoosing && (
              <Button
                size="sm"
                className="absolute top-2 left-2 pointer-fine:opacity-0 pointer-fine:group-focus-within/card:opacity-100 pointer-fine:group-hover/card:opacity-100"
                onClick={() => void actions.cancel(view)}
              >
                {t("cancel")}
              </Button>
            )}
          </div>
          <div className="@container flex h-(--caption-text) flex-col justify-between overflow-hidden pt-2">
            <div className="flex items-center justify-between gap-2">
              <p title={view.prompt} dir="auto" className="min-w-0 truncate text-sm leading-5 text-text">
                {view.marks?.take ? (
                  <>
                    <span className="text-quiet">{words.take(view.marks.take)} · </span>
                    <span>{name}</span>
                  </>
                ) : (
                  name
                )}
              </p>
              {isStacked && view.marks?.takes && <StackBadge view={view} takes={view.marks.takes} />}
            </div>
            {view.doubt || isTheirs ? (
              <div className="flex items-center justify-between gap-2">
                <GenerationSlate view={view} className="min-w-0" />
                {view.doubt && <GenerationStatus status={view.status} className="ml-auto" />}
                {isTheirs && <GenerationAuthor name={view.author.name} />}
              </div>
            ) : (
              <GenerationSlate view={view} className="self-start" />
            )}
            {/* A picture says for the eye that it is ready; for ears and scripts the word does. */}
            {isReady && <VisuallyHidden>{words.status(view)}</VisuallyHidden>}
          </div>
        </>
      )}
    </article>
  );
});

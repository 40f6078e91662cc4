"use client";

import { useQuery } from "@tanstack/react-query";
import { late } from "@/components/ui/late";
import { Info, Keyboard, X } from "@/components/ui/icons";
import { type CSSProperties, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { OfflineChip } from "@/components/shell/offline-chip";
import { Toaster } from "@/components/ui/toast";
import { undoLast } from "@/components/ui/toast-store";
import { Spinner } from "@/components/ui/spinner";
import { isFinal } from "@/lib/generations/lifecycle";
import { actionsOn } from "@/lib/generations/policy";
import type { CardView } from "@/lib/generations/view";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import type { Leave } from "@/components/clip/chain/chain-actions";
import { compareAddress, comparedInAddress } from "@/components/clip/clip-address";
import { GenerationCard } from "@/components/clip/generation-card/generation-card";
import { type Marking, markByKey } from "@/components/clip/marks/mark-keys";
import { useMarking } from "@/components/clip/marks/use-marking";
import { useGenerationWords } from "@/components/clip/words";
import { clipQuery } from "@/components/clip/query-options";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import type { GenerationActions } from "@/components/clip/use-generation-actions";
import { HandOver } from "./hand-over";
import { handleKey, shortcutOf } from "./keys";
import { Playback } from "./playback";
import { PlayerActions, type PlayerActionsProps } from "./player-actions";
import { PlayerAside } from "./player-aside";
import { PlayerButton } from "./player-button";
import { PlayerClip } from "./player-clip";
import { PlayerControls } from "./player-controls";
import { PlayerDetails } from "./player-details";
import { PlayerHelp } from "./player-help";
import { DrawingLayer } from "./review/drawing-layer";
import { type Reviewing, useReview } from "./review/use-review";
import { comparable, PlayerTakes, useTakes } from "./player-takes";
import { returnToCard, riseFromCard } from "./rise-from-card";
import { nextAreas, SafeAreas, useAreas } from "./safe-areas";
import { SoundSign } from "./sound-sign";
import { useDetailsOpen } from "./use-details-open";
import { useFirstPicture } from "./use-first-picture";
import { useShownFile } from "./use-shown-file";
import { useSwipe } from "./use-swipe";
import { useIdle } from "./use-idle";

const ReviewPanel = late(async () => (await import("./review/review-panel")).default);
const CompareDialog = late(async () => (await import("./compare/compare-dialog")).default);

const UNLISTED_POLL_MS = 5_000;
/** What a card outside of the grid is as large as. */
const CARD_MEASURES = { "--caption-text": "4.25rem", "--failure": "auto", "--most-stretch": 2 } as CSSProperties;

interface GenerationPlayerProps {
  id: string;
  place: GalleryPlace;
  mayCreate: boolean;
  /** The loaded cards, for the way to the next and the one before. */
  views: readonly CardView[];
  actions: GenerationActions;
  onShow: (view: CardView) => void;
  onClose: () => void;
}

/** The curtain: one clip, black to the edges, with everything that is known of it at hand. */
export function GenerationPlayer({ id, place, mayCreate, views, actions, onShow, onClose }: GenerationPlayerProps) {
  const t = useTranslations("viewer");
  const words = useGenerationWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const isLeftAlone = useIdle(dialog);
  const [hasDetails, setDetails] = useDetailsOpen();
  const [hasHelp, setHelp] = useState(false);
  const hideDetails = (): void => {
    // What had the focus goes with them: the keys belong to the viewer again.
    dialog.current?.focus();
    setDetails(false);
  };
  const [areas, setAreas] = useAreas();
  const compared = useSyncExternalStore(comparedInAddress.subscribe, comparedInAddress.read, () => null);
  const [handOver] = useState(() => new HandOver());

  const listed = views.find((item) => item.id === id);
  const isDrawn = useFirstPicture(stage, listed?.video !== undefined);
  const { data: clip, isPending } = useQuery({
    ...clipQuery(place.team, id),
    enabled: !listed || isDrawn,
    // What lies outside the list is told of no change.
    refetchInterval: ({ state }) => !listed && state.data !== undefined && !isFinal(state.data.card.status) && UNLISTED_POLL_MS,
  });
  const view = listed ?? (clip?.projectId === place.project.id ? clip.card : undefined);
  const mayDelete = view !== undefined && actionsOn({ userId: place.user.id, role: place.user.role }, view).delete;
  // Only a picture wants to be alone; a card has buttons.
  const isIdle = isLeftAlone && view?.video !== undefined;
  const framesPerSecond = view?.video?.framesPerSecond ?? FRAMES_PER_SECOND;
  const durationSeconds = (view?.video?.durationMs ?? 0) / 1000;
  const file = useShownFile(view);
  const playback = useMemo(() => new Playback(id, framesPerSecond, durationSeconds), [id, framesPerSecond, durationSeconds]);

  const shown = useRef(id);
  useEffect(() => {
    shown.current = id;
  }, [id]);
  useLayoutEffect(() => {
    const element = dialog.current;
    handOver.opened();
    element?.showModal();
    // The keys belong to the whole viewer; no single control of it comes first.
    element?.focus();
    return () => {
      element?.close();
      history.scrollRestoration = "auto";
      returnToCard(shown.current);
      handOver.closed();
    };
  }, [handOver]);
  useLayoutEffect(() => riseFromCard(id, stage.current), [id]);
  // What had the focus may go, as a thread does that somebody else resolves: the keys are the viewer's then, and not nobody's.
  useEffect(() => {
    if (document.activeElement === document.body) dialog.current?.focus({ preventScroll: true });
  });

  const playable = views.filter((item) => item.status === "ready" && item.video);
  const at = playable.findIndex((item) => item.id === id);
  const to = (item: CardView | undefined) =>
    item
      ? () => {
          if (view?.video) handOver.remember(item.id, playback.moment());
          onShow(item);
        }
      : null;
  const newer = at > 0 ? to(playable[at - 1]) : null;
  const older = at >= 0 ? to(playable[at + 1]) : null;

  const takes = useTakes(place.team, view, views, clip !== undefined);
  const together = comparable(takes, id);
  const compare = together.length > 0 ? () => compareAddress.open(together) : null;
  const isCovered = compared !== null;
  useEffect(() => {
    if (isCovered) playback.pause();
  }, [isCovered, playback]);

  const review = useReview(place, id, playback, { isClip: view?.video !== undefined, isRead: isDrawn });
  // What is said, or was chosen on the line of time, stands in the details.
  const withDetails =
    <T extends unknown[]>(act: (...given: T) => void) =>
    (...given: T): void => {
      setDetails(true);
      act(...given);
    };
  const reviewing: Reviewing = { ...review, choose: withDetails(review.choose), begin: withDetails(review.begin) };

  const marked = useMarking(place);
  const marking: Marking = review.review ? { ...marked, own: review.own } : marked;

  const leave: Leave = (then) => handOver.wait(then, onClose);
  const reuse = view && mayCreate ? () => leave(() => void actions.reuse(view)) : null;
  const frameAsFirst =
    view?.video && mayCreate
      ? () => {
          playback.pause();
          void actions.takeFrame(view, playback.read().frame, "firstFrame", leave);
        }
      : null;
  const remove =
    view && mayDelete
      ? () => {
          (older ?? newer ?? onClose)();
          void actions.remove(view);
        }
      : null;
  const favourite = view?.video ? (key: string) => void markByKey(key, marking, [view]) : null;
  const mark = marking.mayMark ? favourite : null;
  const mayJudge = review.mayReview && !review.review?.locked;
  const judge = mark ?? (mayJudge ? (key: string) => review.judge(key.toLowerCase() === "a" ? "approved" : "rejected") : null);
  const undo = review.isDrawing ? review.undoStroke : mayCreate ? () => void undoLast() : null;
  const comment = review.mayReview ? reviewing.begin : null;
  const fullscreen = () => void (document.fullscreenElement ? document.exitFullscreen() : room.current?.requestFullscreen?.());
  const swipe = useSwipe({ left: older, right: newer, up: () => setDetails(true), down: onClose });
  const chrome = cn("transition-opacity duration-240", isIdle && "opacity-0");
  const sprite = view?.video?.hasSprite
    ? { url: paths.api.media(view.id, "sprite"), durationMs: view.video.durationMs, ...view.shape }
    : null;
  const hasSound = view?.video !== undefined && !view.video.isSilent;
  const peaks = clip?.card.id === view?.id ? clip?.check?.peaks : null;
  const doing: PlayerActionsProps | null = view ? { view, place, mayCreate, actions, marking, playback, reuse, remove, leave } : null;
  return (
    <dialog
      ref={dialog}
      data-slot="generation-player"
      tabIndex={-1}
      aria-label={t("label", { prompt: view ? words.title(view) : "" })}
      onCancel={(event) => {
        event.preventDefault();
        if (hasHelp) setHelp(false);
        else if (review.isDrawing) review.draw(false);
        else onClose();
      }}
      onKeyDown={(event) =>
        handleKey(event, {
          playback,
          newer,
          older,
          fullscreen,
          download: () => dialog.current?.querySelector<HTMLElement>("[data-download]")?.click(),
          reuse,
          frameAsFirst,
          remove,
          undo,
          favourite,
          mark,
          judge,
          compare,
          comment,
          nextAreas: () => setAreas(nextAreas(areas)),
          toggleDetails: () => (hasDetails ? hideDetails() : setDetails(true)),
          toggleHelp: () => setHelp(!hasHelp),
        })
      }
      data-theme="dark"
      style={{ "--toast-floor": "9.5rem", "--toast-left": "1rem" } as CSSProperties}
      className={cn(
        "fixed inset-0 m-0 flex h-dvh max-h-none w-screen max-w-none overflow-hidden max-lg:flex-col overscroll-contain bg-black p-0 text-text backdrop:bg-black",
        isIdle && "cursor-none",
      )}
    >
      {/* Full screen takes the transport along: an editor without a scrubber is only a spectator. */}
      <div ref={room} className="flex min-h-0 min-w-0 flex-1 flex-col bg-black">
        <header
          data-chrome=""
          className={cn("flex items-center gap-1 px-3 pt-[max(0.5rem,env(safe-area-inset-top))] pb-2 md:px-4", chrome)}
        >
          <h1 dir="auto" className="min-w-0 flex-1 truncate text-sm text-quiet">
            {view && (view.marks?.name ?? words.title(view))}
          </h1>
          <OfflineChip />
          <PlayerButton
            label={t("keys")}
            shortcut={shortcutOf("help")}
            aria-pressed={hasHelp}
            onClick={() => setHelp(!hasHelp)}
            className="pointer-coarse:hidden"
          >
            <Keyboard aria-hidden="true" />
          </PlayerButton>
          <PlayerButton
            label={t(hasDetails ? "hideDetails" : "showDetails")}
            shortcut={shortcutOf("details")}
            aria-pressed={hasDetails}
            onClick={() => setDetails(!hasDetails)}
          >
            <Info aria-hidden="true" />
          </PlayerButton>
          <PlayerButton label={t("close")} shortcut={shortcutOf("close")} onClick={onClose}>
            <X aria-hidden="true" />
          </PlayerButton>
        </header>
        <div
          ref={stage}
          role="group"
          aria-label={t("stage")}
          {...swipe}
          // A finger turns pages here; a browser that pans as well would take it for its own way back.
          className="relative flex min-h-0 flex-1 touch-pinch-zoom items-center justify-center bg-black"
        >
          {view?.video ? (
            <PlayerClip
              key={`${view.id} ${file.shown}`}
              team={place.team}
              view={view}
              playback={playback}
              file={file}
              from={handOver}
              isCovered={isCovered || review.isWriting}
              hasCaptions={isDrawn}
            />
          ) : view ? (
            // Not a clip yet, or never: its card says how it stands and what can be done, wherever it lies in the list.
            <div className="flex w-full max-w-xl justify-center px-6" style={CARD_MEASURES}>
              <GenerationCard view={view} place={place} mayCreate={mayCreate} actions={actions} onOpen={onShow} />
            </div>
          ) : (
            <p role="status" className="flex max-w-sm flex-col items-center gap-2 px-6 text-center text-sm text-quiet">
              {isPending ? <Spinner aria-label={t("loading")} aria-hidden={false} role="img" /> : t("gone")}
              {!isPending && <span>{t("goneBody")}</span>}
            </p>
          )}
          {view?.video && <SafeAreas areas={areas} {...view.shape} />}
          {view?.video && <DrawingLayer reviewing={reviewing} playback={playback} {...view.shape} />}
          {hasSound && <SoundSign playback={playback} />}
          {hasHelp && <PlayerHelp player={{ reuse, frameAsFirst, remove, undo, favourite, mark, judge, compare, comment }} />}
        </div>
        {view?.video && (
          <div data-chrome="" className={chrome}>
            <PlayerControls
              playback={playback}
              reviewing={reviewing}
              sprite={sprite}
              peaks={hasSound ? (peaks ?? null) : undefined}
              areas={areas}
              onAreas={setAreas}
              hasSound={hasSound}
              onFullscreen={fullscreen}
              onNewer={newer}
              onOlder={older}
            />
          </div>
        )}
        {doing && (
          <div
            data-chrome=""
            className={cn(
              "overflow-x-auto px-3 pt-1 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:px-4",
              // Beside the picture they stand there.
              hasDetails && "lg:hidden",
              chrome,
            )}
          >
            {/* It has its room at once. */}
            <div className="min-h-control">{isDrawn && <PlayerActions {...doing} className="w-max" />}</div>
          </div>
        )}
      </div>
      {/* It stays while the next clip is read: what has the focus in it, such as a take, keeps it. */}
      {view && hasDetails && (
        <PlayerAside isDrawn={isDrawn} onHide={hideDetails}>
          {doing && <PlayerActions {...doing} className="flex-wrap gap-y-1 border-b border-line px-5 pt-5 pb-3 max-lg:hidden" />}
          <PlayerTakes takes={takes} shown={id} onShow={(take) => to(take)?.()} onCompare={compare} />
          {view.video && (
            <Suspense>
              <ReviewPanel key={id} reviewing={reviewing} playback={playback} />
            </Suspense>
          )}
          {clip && (
            <PlayerDetails
              team={place.team}
              clip={clip}
              shown={view?.video?.demanding ? file.shown : null}
              playback={playback}
              mayEdit={marking.mayMark}
            />
          )}
        </PlayerAside>
      )}
      {compared !== null && (
        <Suspense>
          <CompareDialog ids={compared} place={place} onClose={compareAddress.close} />
        </Suspense>
      )}
      {/* What lies behind a modal dialog cannot be pressed: the way back has to be inside. */}
      <Toaster />
    </dialog>
  );
}

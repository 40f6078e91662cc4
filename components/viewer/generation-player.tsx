"use client";

import { useQuery } from "@tanstack/react-query";
import { Download, ImageDown, Info, Keyboard, RotateCcw, Trash2, X } from "lucide-react";
import { type CSSProperties, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Toaster } from "@/components/ui/toast";
import { Spinner } from "@/components/ui/spinner";
import { isFinal } from "@/lib/generations/lifecycle";
import { actionsOn } from "@/lib/generations/policy";
import type { CardView } from "@/lib/generations/view";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { GenerationCard } from "@/components/clip/generation-card/generation-card";
import { useGenerationWords } from "@/components/clip/generation-card/words";
import { clipQuery } from "@/components/feed/query-options";
import type { GalleryPlace, GenerationActions } from "@/components/clip/use-generation-actions";
import { handleKey, shortcutOf } from "./keys";
import { Playback } from "./playback";
import { PlayerButton, PlayerLink } from "./player-button";
import { PlayerControls } from "./player-controls";
import { PlayerDetails } from "./player-details";
import { PlayerHelp } from "./player-help";
import { returnToCard, riseFromCard } from "./rise-from-card";
import { useDetailsOpen } from "./use-details-open";
import { useSwipe } from "./use-swipe";
import { useIdle } from "./use-idle";

const UNLISTED_POLL_MS = 5_000;
/** The height of a card's words; in the grid, the rows are computed with it. */
const CARD_MEASURES = { "--caption-text": "4.25rem" } as CSSProperties;

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

  const listed = views.find((item) => item.id === id);
  const { data: clip, isPending } = useQuery({
    ...clipQuery(place.team, id),
    // What lies outside the list is told of no change.
    refetchInterval: ({ state }) => !listed && state.data !== undefined && !isFinal(state.data.card.status) && UNLISTED_POLL_MS,
  });
  const view = listed ?? (clip?.projectId === place.project.id ? clip.card : undefined);
  const mayDelete = view !== undefined && actionsOn({ userId: place.user.id, role: place.user.role }, view).delete;
  // Only a picture wants to be alone; a card has buttons.
  const isIdle = isLeftAlone && view?.video !== undefined;
  const framesPerSecond = view?.video?.framesPerSecond ?? FRAMES_PER_SECOND;
  const durationSeconds = (view?.video?.durationMs ?? 0) / 1000;
  const playback = useMemo(() => new Playback(id, framesPerSecond, durationSeconds), [id, framesPerSecond, durationSeconds]);

  const shown = useRef(id);
  useEffect(() => {
    shown.current = id;
  }, [id]);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The keys belong to the whole viewer; no single control of it comes first.
    element?.focus();
    return () => {
      element?.close();
      history.scrollRestoration = "auto";
      returnToCard(shown.current);
    };
  }, []);
  useLayoutEffect(() => riseFromCard(id, stage.current), [id]);

  const playable = views.filter((item) => item.status === "ready" && item.video);
  const at = playable.findIndex((item) => item.id === id);
  const to = (item: CardView | undefined) => (item ? () => onShow(item) : null);
  const newer = at > 0 ? to(playable[at - 1]) : null;
  const older = at >= 0 ? to(playable[at + 1]) : null;

  const reuse =
    view && mayCreate
      ? () => {
          onClose();
          void actions.reuse(view);
        }
      : null;
  const remove =
    view && mayDelete
      ? () => {
          (older ?? newer ?? onClose)();
          void actions.remove(view);
        }
      : null;
  const fullscreen = () => void (document.fullscreenElement ? document.exitFullscreen() : room.current?.requestFullscreen?.());
  const nothing = () => undefined;
  const swipe = useSwipe({ left: older, right: newer, up: () => setDetails(true), down: onClose });
  const handle = useSwipe({ left: null, right: null, up: nothing, down: () => setDetails(false) });
  const chrome = cn("transition-opacity duration-240", isIdle && "opacity-0");
  return (
    <dialog
      ref={dialog}
      data-slot="generation-player"
      tabIndex={-1}
      aria-label={t("label", { prompt: view ? words.title(view) : "" })}
      onCancel={(event) => {
        event.preventDefault();
        if (hasHelp) setHelp(false);
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
          remove,
          toggleDetails: () => setDetails(!hasDetails),
          toggleHelp: () => setHelp(!hasHelp),
        })
      }
      data-theme="dark"
      style={{ "--toast-floor": "6.5rem", "--toast-left": "1rem" } as CSSProperties}
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
            {view && words.title(view)}
          </h1>
          {view?.video && (
            <PlayerLink
              data-download=""
              href={paths.api.download(view.id)}
              download
              label={t("download")}
              shortcut={shortcutOf("download")}
            >
              <Download aria-hidden="true" />
            </PlayerLink>
          )}
          {view && clip?.hasLastFrame && (
            <PlayerLink href={`${paths.api.media(view.id, "lastFrame")}?download=1`} download label={t("downloadLastFrame")}>
              <ImageDown aria-hidden="true" />
            </PlayerLink>
          )}
          {reuse && (
            <PlayerButton label={t("reuse")} shortcut={shortcutOf("reuse")} onClick={reuse}>
              <RotateCcw aria-hidden="true" />
            </PlayerButton>
          )}
          {remove && (
            <PlayerButton label={t("delete")} shortcut={shortcutOf("delete")} onClick={remove}>
              <Trash2 aria-hidden="true" />
            </PlayerButton>
          )}
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
          className="relative flex min-h-0 flex-1 items-center justify-center bg-black"
        >
          {view?.video ? (
            <Clip key={view.id} view={view} playback={playback} />
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
          {hasHelp && <PlayerHelp />}
        </div>
        {view?.video && (
          <div data-chrome="" className={chrome}>
            <PlayerControls playback={playback} hasSound={view.video.hasSound} onFullscreen={fullscreen} onNewer={newer} onOlder={older} />
          </div>
        )}
      </div>
      {clip && hasDetails && (
        <aside
          data-chrome=""
          aria-label={t("details")}
          className="w-90 shrink-0 overflow-y-auto overscroll-contain border-l border-line bg-canvas max-lg:h-1/2 max-lg:w-full max-lg:border-t max-lg:border-l-0"
        >
          <button
            type="button"
            aria-label={t("hideDetails")}
            onClick={() => setDetails(false)}
            {...handle}
            className="sticky top-0 z-10 flex h-7 w-full touch-none items-center justify-center bg-canvas lg:hidden"
          >
            <span aria-hidden="true" className="h-1 w-10 rounded-full bg-line-strong" />
          </button>
          <PlayerDetails team={place.team} clip={clip} />
        </aside>
      )}
      {/* What lies behind a modal dialog cannot be pressed: the way back has to be inside. */}
      <Toaster />
    </dialog>
  );
}

function Clip({ view, playback }: { view: CardView; playback: Playback }) {
  const t = useTranslations("viewer");
  const video = useRef<HTMLVideoElement>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    if (!video.current) return;
    const detach = playback.attach(video.current);
    // Who opens a clip wants to see it; who asked for less motion presses play.
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) playback.play();
    return detach;
  }, [playback]);
  return (
    <>
      <video
        ref={video}
        data-slot="player-video"
        src={paths.api.media(view.id, "video")}
        {...(view.video?.hasPoster ? { poster: paths.api.media(view.id, "poster") } : {})}
        width={view.shape.width}
        height={view.shape.height}
        playsInline
        preload="auto"
        tabIndex={-1}
        onClick={playback.toggle}
        onError={() => setFailed(true)}
        className="size-full object-contain"
      />
      {hasFailed && (
        <p role="alert" className="absolute inset-0 flex items-center justify-center bg-black px-6 text-center text-sm text-quiet">
          {t("unplayable")}
        </p>
      )}
    </>
  );
}

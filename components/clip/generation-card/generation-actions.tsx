"use client";

import { Download, Ellipsis, Film, SquarePen, Trash2 } from "@/components/ui/icons";
import { Suspense, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { Menu, MenuContent, MenuTrigger, useWanted } from "@/components/ui/menu";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { cn } from "@/lib/shared/cn";
import { downloadLink } from "../download-link";
import type { ChainQuestion } from "../chain/chain-dialog";
import { frameAt } from "../timecode";
import type { GenerationActionsProps, MoreMenuProps } from "./action-props";

const ChainDialog = late(async () => (await import("../chain/chain-dialog")).default);
// The items of a menu cost more than all the rest of a card: they come when somebody reaches for it.
const loadItems = () => import("./menu-items");
const FrameMenuItems = late(async () => (await loadItems()).FrameMenuItems);
const MoreMenuItems = late(async () => (await loadItems()).MoreMenuItems);

const button =
  "flex size-7 @max-[12rem]:pointer-fine:size-6 items-center justify-center rounded-md transition-colors pointer-coarse:size-11 [&_svg]:icon";
// On the picture itself, where no theme reaches: white on a dark ground, whatever is behind it.
const look = cn(button, "bg-black/65 text-white hover:bg-black/85 focus-visible:outline-white");

/** What can be done without opening it: for hand and keyboard as buttons, with the rest in a menu; for a finger, and on a small card, all in that menu. */
export function GenerationActions({ isMenuAlone, ...props }: GenerationActionsProps & { isMenuAlone: boolean }) {
  const { view, place, mayCreate, mayDelete, actions } = props;
  const t = useTranslations("gallery");
  const [question, ask] = useState<ChainQuestion | null>(null);
  const isReady = view.status === "ready" && view.video !== undefined;
  // What has no menu keeps its buttons.
  const unlessSmall = cn("pointer-coarse:hidden", isReady && mayCreate ? "@max-[9.25rem]:hidden" : "@max-[6rem]:hidden");
  return (
    <>
      <div
        data-slot="generation-actions"
        className="absolute top-2 right-2 flex gap-1 @max-[12rem]:gap-0.5 @max-[5rem]:right-1 transition-opacity pointer-coarse:top-1 pointer-coarse:right-1 pointer-fine:opacity-0 pointer-fine:group-focus-within/card:opacity-100 pointer-fine:group-hover/card:opacity-100"
      >
        {!isMenuAlone && isReady && mayCreate && <FrameMenu view={view} actions={actions} />}
        {!isMenuAlone && view.status === "ready" && (
          <a
            data-press="download"
            {...downloadLink(props)}
            aria-label={t("download")}
            title={t("download")}
            className={cn(look, mayCreate ? unlessSmall : "pointer-coarse:hidden")}
          >
            <Download aria-hidden="true" />
          </a>
        )}
        {!isMenuAlone && mayCreate && (
          <button
            type="button"
            data-press="reuse"
            aria-label={t("reuse")}
            title={t("reuse")}
            onClick={() => void actions.reuse(view)}
            className={cn(look, unlessSmall)}
          >
            <SquarePen aria-hidden="true" />
          </button>
        )}
        {!isMenuAlone && mayDelete && (
          <button
            type="button"
            data-press="delete"
            aria-label={t("delete")}
            title={t("delete")}
            onClick={() => void actions.remove(view)}
            className={cn(look, "pointer-coarse:hidden", isReady && mayCreate && "@max-[11rem]:hidden")}
          >
            <Trash2 aria-hidden="true" />
          </button>
        )}
        <MoreMenu {...props} isReady={isReady} onAsk={ask} />
      </div>
      {question && (
        <Suspense>
          <ChainDialog question={question} view={view} place={place} actions={actions} onClose={() => ask(null)} />
        </Suspense>
      )}
    </>
  );
}

/**
 * The frame that is seen: of a preview that moves, the one at which it is held while the menu is open; else the poster,
 * which is the first frame.
 */
function FrameMenu({ view, actions }: Pick<GenerationActionsProps, "view" | "actions">) {
  const t = useTranslations("chain");
  const [isWanted, wanting] = useWanted(loadItems);
  const [frame, setFrame] = useState(0);
  const trigger = useRef<HTMLSpanElement>(null);
  const framesPerSecond = view.video?.framesPerSecond ?? FRAMES_PER_SECOND;
  const onOpenChange = (isOpen: boolean): void => {
    const preview = trigger.current?.closest("article")?.querySelector<HTMLVideoElement>("[data-slot=generation-preview]");
    if (!isOpen) return void preview?.play().catch(() => undefined);
    preview?.pause();
    setFrame(preview ? frameAt(preview.currentTime, framesPerSecond) : 0);
  };
  return (
    <span ref={trigger} className="contents">
      <Menu>
        <MenuTrigger
          {...wanting}
          aria-label={t("use")}
          title={t("use")}
          className={cn(look, "pointer-coarse:hidden @max-[9.25rem]:hidden")}
        >
          <Film aria-hidden="true" />
        </MenuTrigger>
        <MenuContent aria-label={t("use")} placement={{ align: "end" }} onOpenChange={onOpenChange}>
          {isWanted && <FrameMenuItems view={view} actions={actions} frame={frame} framesPerSecond={framesPerSecond} />}
        </MenuContent>
      </Menu>
    </span>
  );
}

/** What follows from a clip, and where there is only a finger all the rest as well. */
function MoreMenu(props: MoreMenuProps) {
  const { view, mayCreate, mayDelete, isReady } = props;
  const t = useTranslations("gallery");
  const [isWanted, wanting] = useWanted(loadItems);
  if (view.status !== "ready" && !mayCreate && !mayDelete) return null;
  return (
    <div className={cn(!isReady && "pointer-fine:hidden")}>
      <Menu>
        <MenuTrigger {...wanting} aria-label={t("more")} title={t("more")} className={look}>
          <Ellipsis aria-hidden="true" />
        </MenuTrigger>
        <MenuContent aria-label={t("more")} placement={{ align: "end" }}>
          {isWanted && <MoreMenuItems {...props} />}
        </MenuContent>
      </Menu>
    </div>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { late } from "@/components/ui/late";
import { ChevronDown, Download, Ellipsis, ImageDown, Sparkles, SquarePen, StepForward, Trash2 } from "@/components/ui/icons";
import { Suspense, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { ChainQuestion } from "@/components/clip/chain/chain-dialog";
import { ReferItems } from "@/components/clip/chain/chain-items";
import { FrameItems } from "@/components/clip/chain/frame-items";
import type { Leave } from "@/components/clip/chain/chain-actions";
import { plannedOf, usePrice } from "@/components/clip/chain/use-price";
import { DownloadItems } from "@/components/clip/download-items";
import { downloadLink } from "@/components/clip/download-link";
import { clipQuery } from "@/components/clip/query-options";
import { MarkButtons } from "@/components/clip/marks/mark-buttons";
import type { Marking } from "@/components/clip/marks/mark-keys";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import type { GenerationActions } from "@/components/clip/use-generation-actions";
import { Button, buttonVariants } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuLink, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { ShareButton } from "@/components/shares/share-button";
import { roleMay } from "@/lib/access/permissions";
import type { CardView } from "@/lib/generations/view";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { shortcutOf } from "./keys";
import type { Playback } from "./playback";

const ChainDialog = late(async () => (await import("@/components/clip/chain/chain-dialog")).default);

/** So long a second press belongs to the first: it buys nothing. */
const PRESSED_MS = 800;

export interface PlayerActionsProps {
  view: CardView;
  place: GalleryPlace;
  mayCreate: boolean;
  actions: GenerationActions;
  marking: Marking;
  playback: Playback;
  reuse: (() => void) | null;
  remove: (() => void) | null;
  leave: Leave;
  className?: string;
}

/** Beside the picture a row of its own, whose words begin where everything begins; below it, on a narrow screen, a part of the one row. */
const quietRow = "flex max-lg:gap-2 lg:-mx-3 lg:w-[calc(100%+1.5rem)] lg:flex-wrap lg:justify-start";

/** What can be done with the clip, in words, and what can be said of it, in signs: first what leads on to the next one. */
export function PlayerActions(props: PlayerActionsProps) {
  const { view, place, mayCreate, actions, marking, reuse, leave, className } = props;
  const t = useTranslations("viewer");
  const chain = useTranslations("chain");
  const [question, ask] = useState<ChainQuestion | null>(null);
  const canChain = mayCreate && view.video !== undefined;
  return (
    <div data-slot="player-actions" role="group" aria-label={t("actions")} className={cn("flex gap-2", className)}>
      {canChain && (
        <div className="flex gap-2 lg:w-full">
          <FrameMenu {...props} />
          <Another view={view} place={place} actions={actions} />
        </div>
      )}
      <div className={quietRow}>
        {reuse && (
          <Button variant="quiet" aria-keyshortcuts={shortcutOf("reuse")} onClick={reuse}>
            <SquarePen aria-hidden="true" />
            {t("reuse")}
          </Button>
        )}
        {view.video && (
          <a
            data-download=""
            {...downloadLink(props)}
            aria-keyshortcuts={shortcutOf("download")}
            className={buttonVariants({ variant: "quiet" })}
          >
            <Download aria-hidden="true" />
            {t("download")}
          </a>
        )}
        {view.video && roleMay(place.user.role, "shares.write") && (
          <ShareButton variant="quiet" isShort team={place.team} of={{ kind: "clips", ids: [view.id] }} />
        )}
        <More {...props} canChain={canChain} onAsk={ask} />
      </div>
      {canChain && (
        <div className={quietRow}>
          <Button variant="quiet" onClick={() => void actions.continueFrom(view, leave)}>
            <StepForward aria-hidden="true" />
            {chain("continue")}
          </Button>
          <Button variant="quiet" aria-haspopup="dialog" onClick={() => ask("final")}>
            <Sparkles aria-hidden="true" />
            {chain("final.open")}
          </Button>
        </div>
      )}
      {view.video && (
        <div className={quietRow}>
          <MarkButtons views={[view]} place={place} marking={marking} />
        </div>
      )}
      {question && (
        <Suspense>
          <ChainDialog question={question} view={view} place={place} actions={actions} leave={leave} onClose={() => ask(null)} />
        </Suspense>
      )}
    </div>
  );
}

function FrameMenu({ view, actions, playback, leave }: PlayerActionsProps) {
  const t = useTranslations("chain");
  return (
    <Menu>
      <MenuTrigger className={cn(buttonVariants())} aria-keyshortcuts={shortcutOf("frameAsFirst")}>
        {t("use")}
        <ChevronDown aria-hidden="true" />
      </MenuTrigger>
      {/* What is chosen is what is seen: it stands still meanwhile. */}
      <MenuContent aria-label={t("use")} placement={{ side: "top" }} onOpenChange={(isOpen) => isOpen && playback.pause()}>
        <FrameItems view={view} actions={actions} frame={() => playback.read().frame} leave={leave} />
      </MenuContent>
    </Menu>
  );
}

/** One more of the same, at once: its price is on the button, because there is no other question. */
function Another({ view, place, actions }: Pick<PlayerActionsProps, "view" | "place" | "actions">) {
  const t = useTranslations("chain");
  const price = usePrice(place.offer);
  const { data: clip } = useQuery(clipQuery(place.team, view.id));
  const about = clip ? price(clip.recipe, plannedOf(clip)) : null;
  const pressedAt = useRef(-Infinity);
  const press = (now: number): void => {
    if (now - pressedAt.current < PRESSED_MS) return;
    pressedAt.current = now;
    void actions.another(view);
  };
  return (
    <Button aria-description={about ?? undefined} onClick={(event) => press(event.timeStamp)}>
      {t("another")}
      <span aria-hidden="true" className="font-normal text-quiet tabular empty:hidden">
        {about}
      </span>
    </Button>
  );
}

interface MoreProps extends PlayerActionsProps {
  canChain: boolean;
  onAsk: (question: ChainQuestion) => void;
}

function More({ view, place, mayCreate, actions, remove, canChain, onAsk }: MoreProps) {
  const t = useTranslations("viewer");
  const { data: clip } = useQuery(clipQuery(place.team, view.id));
  const hasLastFrame = clip?.hasLastFrame ?? false;
  if (!view.video && !hasLastFrame && !remove) return null;
  return (
    <Menu>
      <MenuTrigger className={buttonVariants({ variant: "quiet", size: "icon" })} aria-label={t("more")} title={t("more")}>
        <Ellipsis aria-hidden="true" />
      </MenuTrigger>
      <MenuContent aria-label={t("more")} placement={{ side: "top", align: "end" }}>
        {canChain && <ReferItems onAsk={onAsk} />}
        {view.video && <DownloadItems view={view} place={place} mayCreate={mayCreate} actions={actions} />}
        {hasLastFrame && (
          <MenuLink href={`${paths.api.media(view.id, "lastFrame")}?download=1`} prefetch={false} download>
            <ImageDown aria-hidden="true" />
            {t("downloadLastFrame")}
          </MenuLink>
        )}
        {remove && view.video && <MenuSeparator />}
        {remove && (
          <MenuItem tone="danger" onSelect={remove}>
            <Trash2 aria-hidden="true" />
            {t("delete")}
          </MenuItem>
        )}
      </MenuContent>
    </Menu>
  );
}

"use client";

import { Download, SquarePen, Trash2 } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { MenuItem, MenuLabel, MenuLink, MenuSeparator } from "@/components/ui/menu";
import type { CardView } from "@/lib/generations/view";
import { DownloadItems } from "../download-items";
import { downloadLink } from "../download-link";
import { ChainItems } from "../chain/chain-items";
import { FrameItems } from "../chain/frame-items";
import { formatTimecode } from "../timecode";
import type { GenerationActions } from "../use-generation-actions";
import type { MoreMenuProps } from "./action-props";

interface FrameMenuItemsProps {
  view: CardView;
  actions: GenerationActions;
  /** Counted from 0, at `framesPerSecond`. */
  frame: number;
  framesPerSecond: number;
}

/** Which frame it is, and what it can become. */
export function FrameMenuItems({ view, actions, frame, framesPerSecond }: FrameMenuItemsProps) {
  const t = useTranslations("chain");
  return (
    <>
      <MenuLabel>{frame === 0 ? t("useFirst") : t("useAt", { time: formatTimecode(frame, framesPerSecond) })}</MenuLabel>
      <FrameItems view={view} actions={actions} frame={() => frame} />
    </>
  );
}

/** What follows from a clip, and for a finger, or where a card is small, what stands on others as buttons. */
export function MoreMenuItems({ view, place, mayCreate, mayDelete, actions, isReady, onAsk }: MoreMenuProps) {
  const t = useTranslations("gallery");
  const chain = useTranslations("chain");
  const finger = "pointer-fine:@min-[9.25rem]:hidden";
  const hasChain = isReady && mayCreate;
  return (
    <>
      {hasChain && <ChainItems view={view} place={place} actions={actions} onAsk={onAsk} />}
      {hasChain && (
        <div className={finger}>
          <MenuSeparator />
          <MenuLabel>
            {chain("use")} · {chain("useFirst")}
          </MenuLabel>
          <FrameItems view={view} actions={actions} frame={() => 0} />
        </div>
      )}
      {hasChain && <MenuSeparator />}
      {view.status === "ready" && (
        <MenuLink {...downloadLink({ view, place, actions })} prefetch={false} className={finger}>
          <Download aria-hidden="true" />
          {t("download")}
        </MenuLink>
      )}
      {isReady && <DownloadItems view={view} place={place} mayCreate={mayCreate} actions={actions} />}
      {mayCreate && (
        <MenuItem onSelect={() => void actions.reuse(view)} className={finger}>
          <SquarePen aria-hidden="true" />
          {t("reuse")}
        </MenuItem>
      )}
      {mayDelete && (
        <MenuItem tone="danger" onSelect={() => void actions.remove(view)}>
          <Trash2 aria-hidden="true" />
          {t("delete")}
        </MenuItem>
      )}
    </>
  );
}

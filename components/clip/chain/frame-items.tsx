"use client";

import { ArrowLeftToLine, ArrowRightToLine, ImageDown, Images } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { MenuItem } from "@/components/ui/menu";
import type { CardView } from "@/lib/generations/view";
import type { GenerationActions } from "../use-generation-actions";
import type { Leave } from "./chain-actions";

interface FrameItemsProps {
  view: CardView;
  actions: GenerationActions;
  /** The frame that is shown, when one of them is chosen. */
  frame: () => number;
  leave?: Leave | undefined;
}

/** What a frame can become. */
export function FrameItems({ view, actions, frame, leave }: FrameItemsProps) {
  const t = useTranslations("chain");
  return (
    <>
      <MenuItem onSelect={() => void actions.takeFrame(view, frame(), "firstFrame", leave)}>
        <ArrowLeftToLine aria-hidden="true" />
        {t("asFirstFrame")}
      </MenuItem>
      <MenuItem onSelect={() => void actions.takeFrame(view, frame(), "lastFrame", leave)}>
        <ArrowRightToLine aria-hidden="true" />
        {t("asLastFrame")}
      </MenuItem>
      <MenuItem onSelect={() => void actions.takeFrame(view, frame(), "references", leave)}>
        <Images aria-hidden="true" />
        {t("asReference")}
      </MenuItem>
      <MenuItem onSelect={() => void actions.savePicture(view, frame())}>
        <ImageDown aria-hidden="true" />
        {t("savePicture")}
      </MenuItem>
    </>
  );
}

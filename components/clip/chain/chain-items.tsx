"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronsRight, Copy, Pencil, Sparkles, StepForward } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { MenuItem } from "@/components/ui/menu";
import type { CardView } from "@/lib/generations/view";
import { clipQuery } from "../query-options";
import type { GalleryPlace } from "../gallery-place";
import type { GenerationActions } from "../use-generation-actions";
import type { ChainQuestion } from "./chain-dialog";
import { plannedOf, usePrice } from "./use-price";

interface ReferItemsProps {
  onAsk: (question: ChainQuestion) => void;
}

/** What the clip itself is made into. */
export function ReferItems({ onAsk }: ReferItemsProps) {
  const t = useTranslations("chain");
  return (
    <>
      <MenuItem onSelect={() => onAsk("extend")}>
        <ChevronsRight aria-hidden="true" />
        {t("extend.open")}
      </MenuItem>
      <MenuItem onSelect={() => onAsk("edit")}>
        <Pencil aria-hidden="true" />
        {t("edit.open")}
      </MenuItem>
    </>
  );
}

interface ChainItemsProps extends ReferItemsProps {
  view: CardView;
  place: GalleryPlace;
  actions: GenerationActions;
}

/** What can follow a clip, in a card's menu. It asks for the clip when it is opened, because a card does not know its price. */
export function ChainItems({ view, place, actions, onAsk }: ChainItemsProps) {
  const t = useTranslations("chain");
  const price = usePrice(place.offer);
  const { data: clip } = useQuery(clipQuery(place.team, view.id));
  const about = clip ? price(clip.recipe, plannedOf(clip)) : null;
  return (
    <>
      <MenuItem onSelect={() => void actions.continueFrom(view)}>
        <StepForward aria-hidden="true" />
        {t("continue")}
      </MenuItem>
      <MenuItem onSelect={() => void actions.another(view)} aria-description={about ?? undefined}>
        <Copy aria-hidden="true" />
        {t("another")}
        <span aria-hidden="true" className="ml-auto pl-4 text-xs text-quiet tabular">
          {about}
        </span>
      </MenuItem>
      <MenuItem onSelect={() => onAsk("final")}>
        <Sparkles aria-hidden="true" />
        {t("final.open")}
      </MenuItem>
      <ReferItems onAsk={onAsk} />
    </>
  );
}

"use client";

import { Heart, Star, ThumbsDown, ThumbsUp } from "@/components/ui/icons";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Menu, MenuContent, MenuRadio, MenuTrigger } from "@/components/ui/menu";
import { buttonVariants } from "@/components/ui/button";
import type { CardView } from "@/lib/generations/view";
import type { GalleryPlace } from "../gallery-place";
import { LabelPopover } from "./label-popover";
import { areFavourites, isSaid, type Marking, toggleFavourite, toggleVerdict } from "./mark-keys";
import { NamePopover } from "./name-popover";

export interface MarkButtonsProps {
  views: readonly CardView[];
  place: GalleryPlace;
  marking: Marking;
}

const STARS = [5, 4, 3, 2, 1, 0] as const;

/** What can be said of clips: of one in the viewer, of many in the gallery. */
export function MarkButtons({ views, place, marking }: MarkButtonsProps) {
  const t = useTranslations("marks");
  const isFavourite = areFavourites(marking, views);
  const ratings = new Set(views.map(({ marks }) => marks?.rating ?? 0));
  const rating = ratings.size === 1 ? [...ratings][0] : undefined;
  return (
    <>
      <MarkButton label={t("favourite")} shortcut="H" aria-pressed={isFavourite} onClick={() => toggleFavourite(marking, views)}>
        <Heart aria-hidden="true" className={isFavourite ? "fill-current text-tungsten-ink" : undefined} />
      </MarkButton>
      {marking.mayMark && (
        <>
          <MarkButton
            label={t("approve")}
            shortcut="A"
            aria-pressed={isSaid(marking, "approved", views)}
            onClick={() => toggleVerdict(marking, views, "approved")}
          >
            <ThumbsUp aria-hidden="true" />
          </MarkButton>
          <MarkButton
            label={t("reject")}
            shortcut="X"
            aria-pressed={isSaid(marking, "rejected", views)}
            onClick={() => toggleVerdict(marking, views, "rejected")}
          >
            <ThumbsDown aria-hidden="true" />
          </MarkButton>
          <Menu>
            <MenuTrigger className={buttonVariants({ variant: "quiet" })} aria-label={t("rate")} title={t("rate")}>
              <Star aria-hidden="true" className={rating ? "fill-current text-tungsten-ink" : undefined} />
              {rating ? <span className="tabular">{rating}</span> : null}
            </MenuTrigger>
            <MenuContent aria-label={t("rate")}>
              {STARS.map((stars) => (
                <MenuRadio key={stars} checked={rating === stars} onSelect={() => void marking.actions.mark(views, { rating: stars })}>
                  {t("stars", { count: stars })}
                </MenuRadio>
              ))}
            </MenuContent>
          </Menu>
          <NamePopover views={views} marking={marking} />
          <LabelPopover kind="tags" views={views} place={place} marking={marking} />
          <LabelPopover kind="collections" views={views} place={place} marking={marking} />
        </>
      )}
    </>
  );
}

/** Its name is there beside other bars of a wide screen; in the narrow panel of the viewer, and on narrow screens, for whoever asks what it is. */
function MarkButton({ label, shortcut, children, ...props }: ButtonProps & { label: string; shortcut: string; children: ReactNode }) {
  return (
    <Button variant="quiet" title={label} aria-keyshortcuts={shortcut} className="aria-pressed:bg-raised aria-pressed:text-text" {...props}>
      {children}
      <span className="max-xl:sr-only in-data-[slot=player-actions]:sr-only">{label}</span>
    </Button>
  );
}

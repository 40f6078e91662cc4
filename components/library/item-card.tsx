"use client";

import { Check, Film, Heart } from "@/components/ui/icons";
import { memo, type MouseEvent } from "react";
import { useTranslations } from "use-intl";
import { useChosen } from "@/components/clip/marks/selection";
import type { LibraryItem } from "@/lib/library/view";
import { cn } from "@/lib/shared/cn";
import { ItemPicture } from "./item-picture";
import { useItemWords } from "./use-item-words";

interface ItemCardProps {
  item: LibraryItem;
  index: number;
  /** The one that Tab leads to. */
  isCurrent: boolean;
  onPress: (item: LibraryItem, how: { isRange: boolean; isToggle: boolean }) => void;
}

/** A file or clip as a card: one press opens it, its corner chooses it. */
export const ItemCard = memo(function ItemCard({ item, index, isCurrent, onPress }: ItemCardProps) {
  const t = useTranslations("library");
  const say = useItemWords();
  const { isChosen, isChoosing } = useChosen(item.id);
  const press = (event: MouseEvent, isToggle: boolean): void =>
    onPress(item, { isRange: event.shiftKey, isToggle: isToggle || event.ctrlKey || event.metaKey || event.shiftKey });
  return (
    <article
      data-slot="library-item"
      data-index={index}
      aria-label={item.name}
      className={cn(
        "group/item relative flex h-full min-w-0 flex-col overflow-hidden rounded-lg border bg-surface select-none",
        isChosen ? "border-tungsten ring-1 ring-tungsten" : "border-line hover:border-line-strong",
      )}
    >
      <button
        type="button"
        data-item-open=""
        tabIndex={isCurrent ? 0 : -1}
        aria-label={t(isChoosing ? "choose" : "open", { name: item.name })}
        aria-keyshortcuts="Space"
        onClick={(event) => press(event, false)}
        className="absolute inset-0 z-1 rounded-lg focus-visible:-outline-offset-2"
      />
      <span className="pointer-events-none relative min-h-0 flex-1 bg-raised">
        <ItemPicture item={item} />
        {item.kind === "video" && (
          <span className="absolute right-1.5 bottom-1.5 rounded-sm bg-black/70 p-1 text-white">
            <Film aria-hidden="true" className="icon size-3.5" />
          </span>
        )}
      </span>
      <span className="pointer-events-none relative flex h-13 shrink-0 flex-col justify-center px-2.5">
        <span className="flex items-center gap-1.5">
          <span dir="auto" className="min-w-0 flex-1 truncate text-sm text-text" title={item.name}>
            {item.name}
          </span>
          {item.isFavourite && <Heart aria-hidden="true" className="icon size-3.5 shrink-0 fill-current text-tungsten-ink" />}
        </span>
        <span className="truncate text-xs text-quiet tabular">{say(item, { withKind: false })}</span>
      </span>
      <button
        type="button"
        role="checkbox"
        aria-checked={isChosen}
        aria-label={t("choose", { name: item.name })}
        tabIndex={-1}
        onClick={(event) => press(event, true)}
        className={cn(
          "absolute top-1.5 left-1.5 z-2 flex size-7 items-center justify-center rounded-md border-2 border-white/90 bg-black/65 text-white transition-opacity focus-visible:outline-white aria-checked:border-transparent aria-checked:bg-tungsten aria-checked:text-on-tungsten pointer-coarse:size-11 [&_svg]:icon",
          !isChoosing &&
            "pointer-coarse:hidden pointer-fine:opacity-0 pointer-fine:group-focus-within/item:opacity-100 pointer-fine:group-hover/item:opacity-100",
        )}
      >
        {isChosen && <Check aria-hidden="true" />}
      </button>
    </article>
  );
});

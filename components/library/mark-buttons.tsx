"use client";

import { Folder, Heart, Tag } from "@/components/ui/icons";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button, buttonVariants } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { LibraryItem } from "@/lib/library/view";
import { NameList } from "./name-list";
import type { LibraryActions } from "./use-library-actions";

interface MarkButtonsProps {
  team: string;
  items: readonly LibraryItem[];
  actions: LibraryActions;
  mayManage: boolean;
}

/** What can be said of files: of one in its dialog, of many over the grid. */
export function MarkButtons({ team, items, actions, mayManage }: MarkButtonsProps) {
  const t = useTranslations("library");
  const isFavourite = items.every((item) => item.isFavourite);
  return (
    <>
      <Button
        variant="quiet"
        title={t("favourite")}
        aria-label={t("favourite")}
        aria-pressed={isFavourite}
        className="aria-pressed:bg-raised aria-pressed:text-text"
        onClick={() => void actions.favourite(items, !isFavourite)}
      >
        <Heart aria-hidden="true" className={isFavourite ? "fill-current text-tungsten-ink" : undefined} />
      </Button>
      {mayManage && <NamePopover kind="tags" team={team} items={items} actions={actions} />}
      {mayManage && items.every(({ clip }) => clip === undefined) && (
        <NamePopover kind="folder" team={team} items={items} actions={actions} />
      )}
    </>
  );
}

function NamePopover(props: Parameters<typeof NameList>[0]) {
  const t = useTranslations("library");
  const [isOpen, setOpen] = useState(false);
  const Icon = props.kind === "tags" ? Tag : Folder;
  const label = t(`put.${props.kind}`);
  return (
    <Popover>
      <PopoverTrigger className={buttonVariants({ variant: "quiet" })} aria-label={label} title={label}>
        <Icon aria-hidden="true" />
        <span className="max-md:sr-only">{t(`names.${props.kind}`)}</span>
      </PopoverTrigger>
      <PopoverContent aria-label={label} className="w-72" onOpenChange={setOpen}>
        {isOpen && <NameList {...props} />}
      </PopoverContent>
    </Popover>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { Columns2, FileDown, FolderInput, Trash2 } from "@/components/ui/icons";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { compareAddress } from "@/components/clip/clip-address";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { ExportMenu } from "@/components/clip/handover/export-menu";
import { labelsQuery } from "@/components/clip/marks/labels-query";
import { MarkButtons } from "@/components/clip/marks/mark-buttons";
import type { Marking } from "@/components/clip/marks/mark-keys";
import type { Selection } from "@/components/clip/marks/selection";
import { Button, buttonVariants } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { roleMay } from "@/lib/access/permissions";
import { MOST_COMPARED } from "@/lib/generations/review/limits";
import type { CardView } from "@/lib/generations/view";
import type { EditFormat } from "@/lib/handover/edit";
import { ShareButton } from "@/components/shares/share-button";
import { MOST_SHARED_CLIPS } from "@/lib/shares/limits";
import { SequenceMenu } from "./sequence-menu";
import { ZipMenu } from "./zip-menu";

export interface ChosenBarProps {
  selection: Selection;
  place: GalleryPlace;
  marking: Marking;
  views: readonly CardView[];
  mayRemove: boolean;
  onDownload: (views: readonly CardView[]) => Promise<void>;
  onExport: (views: readonly CardView[], format: EditFormat) => Promise<void>;
  onRemove: (views: readonly CardView[]) => void;
  chosen: ReadonlySet<string>;
  /** Whether the focus is led along: from what was pressed into the bar, and from the bar to what comes after it. */
  isFollowed: RefObject<boolean>;
}

/** What can be done with all that are chosen. */
export default function ChosenBar(props: ChosenBarProps) {
  const { selection, place, marking, views, mayRemove, onDownload, onExport, onRemove, chosen, isFollowed } = props;
  const area = useRef<HTMLDivElement>(null);
  const t = useTranslations("marks");
  const [isPreparing, setPreparing] = useState(false);
  const compare = useTranslations("compare");
  const these = views.filter(({ id }) => chosen.has(id));
  const comparable = these.filter(({ video }) => video !== undefined);
  const download = async (): Promise<void> => {
    setPreparing(true);
    await onDownload(these);
    setPreparing(false);
  };
  useLayoutEffect(() => {
    const bar = area.current;
    if (isFollowed.current) bar?.querySelector("button")?.focus({ preventScroll: true });
    isFollowed.current = false;
    // Before it is taken out of the page: afterwards nothing has the focus.
    return () => {
      isFollowed.current = bar?.contains(document.activeElement) ?? false;
    };
  }, [isFollowed]);
  return (
    <div ref={area} className="sticky top-[calc(var(--header)+0.25rem)] z-15 h-0">
      <div
        data-slot="selection-bar"
        role="toolbar"
        aria-label={t("bar")}
        className="mx-auto flex w-fit max-w-full animate-rise items-center gap-1 overflow-x-auto overscroll-contain rounded-lg border border-line bg-overlay p-1 shadow-float pointer-coarse:[&_button]:min-h-11 pointer-coarse:[&_button]:min-w-11"
      >
        <p className="px-2 text-sm whitespace-nowrap text-text tabular">{t("count", { count: these.length })}</p>
        {these.length === 0 ? (
          <Button variant="quiet" onClick={() => selection.all()}>
            {t("all")}
          </Button>
        ) : (
          <>
            <Button pending={isPreparing} aria-keyshortcuts="D" onClick={() => void download()}>
              <FileDown aria-hidden="true" />
              <span className="max-sm:sr-only">{t("download")}</span>
            </Button>
            <ZipMenu />
            <ExportMenu onExport={(format) => void onExport(these, format)} />
            {roleMay(place.user.role, "shares.write") && comparable.length > 0 && comparable.length <= MOST_SHARED_CLIPS && (
              <ShareButton variant="quiet" isShort team={place.team} of={{ kind: "clips", ids: comparable.map(({ id }) => id) }} />
            )}
            {roleMay(place.user.role, "sequences.write") && <SequenceMenu views={these} place={place} />}
            {comparable.length >= 2 && comparable.length <= MOST_COMPARED && (
              <Button variant="quiet" aria-haspopup="dialog" onClick={() => compareAddress.open(comparable.map(({ id }) => id))}>
                <Columns2 aria-hidden="true" />
                <span className="max-sm:sr-only">{compare("title")}</span>
              </Button>
            )}
            <MarkButtons views={these} place={place} marking={marking} />
            {marking.mayMark && <MoveMenu views={these} place={place} marking={marking} />}
            {mayRemove && (
              <Button
                variant="quiet"
                size="icon"
                aria-label={t("trash")}
                title={t("trash")}
                aria-keyshortcuts="Delete"
                onClick={() => onRemove(these)}
              >
                <Trash2 aria-hidden="true" />
              </Button>
            )}
          </>
        )}
        {/* The way out stays in sight where the rest has to be scrolled: a telephone has no Esc. */}
        <Button variant="quiet" aria-keyshortcuts="Escape" className="sticky -right-1 bg-overlay" onClick={() => selection.stop()}>
          {t("done")}
        </Button>
      </div>
    </div>
  );
}

function MoveMenu({ views, place, marking }: Pick<ChosenBarProps, "views" | "place" | "marking">) {
  const t = useTranslations("marks");
  const [isWanted, setWanted] = useState(false);
  const { data } = useQuery({ ...labelsQuery(place.team, place.project.slug), enabled: isWanted });
  return (
    <Menu>
      <MenuTrigger
        className={buttonVariants({ variant: "quiet", size: "icon" })}
        aria-label={t("move")}
        title={t("move")}
        onPointerDown={() => setWanted(true)}
        onFocus={() => setWanted(true)}
      >
        <FolderInput aria-hidden="true" />
      </MenuTrigger>
      <MenuContent aria-label={t("move")} className="max-w-72">
        {data?.projects.map((project) => (
          <MenuItem key={project.id} onSelect={() => void marking.actions.move(views, project)}>
            <span dir="auto" className="truncate">
              {project.name}
            </span>
          </MenuItem>
        ))}
        {data?.projects.length === 0 && <p className="p-2 text-sm text-quiet">{t("noProjects")}</p>}
      </MenuContent>
    </Menu>
  );
}

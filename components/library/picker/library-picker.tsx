"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowLeft } from "@/components/ui/icons";
import { type KeyboardEvent, useCallback, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Selection } from "@/components/clip/marks/selection";
import type { FilePlace } from "@/components/data/composer-store";
import { useAction } from "@/components/data/use-action";
import { SearchField } from "@/components/find/search-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { findFilesAction } from "@/lib/assets/actions";
import type { AssetView } from "@/lib/assets/view";
import { type LibraryFind, readLibraryFind, type Shown, writeLibraryFind } from "@/lib/library/find";
import type { LibraryItem } from "@/lib/library/view";
import type { AssetKind } from "@/lib/models/catalog";
import { FilterRow } from "../filter-row";
import { FrameChooser } from "../frame-chooser";
import { DialogGrid } from "../item-grid";
import { libraryQuery } from "../library-queries";

interface LibraryPickerProps {
  team: string;
  place: FilePlace;
  /** What the place takes. */
  kinds: readonly AssetKind[];
  /** Nothing else is shown. */
  only?: AssetKind;
  /** What for; by its place unless said. */
  description?: string;
  /** As many as there is room for. */
  onTake: (assets: readonly AssetView[]) => void;
  onClose: () => void;
}

/** The library over the composer: what was used last comes first, and what is chosen goes into the place that asked. */
export default function LibraryPicker({ team, place, kinds, only, description, onTake, onClose }: LibraryPickerProps) {
  const t = useTranslations("library");
  const isFrame = place !== "references";
  const first = isFrame ? "image" : only;
  const [parts, setParts] = useState<LibraryFind>({ sort: "used", ...(first && { show: first }) });
  const [clip, setClip] = useState<LibraryItem | null>(null);
  // No sound is cut from a clip here.
  const shown: Shown[] = [...(first ? [first] : kinds), ...(first === "audio" ? [] : (["made"] as const))];
  const uses = [
    { label: t("picker.useFrame"), onTaken: (asset: AssetView) => onTake([asset]) },
    ...(!isFrame && kinds.includes("video")
      ? [{ label: t("useClip"), isWhole: true, onTaken: (asset: AssetView) => onTake([asset]) }]
      : []),
  ];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("picker.title")}
      description={description ?? t(`picker.description.${place}`)}
      data-slot="library-picker"
      className="w-[min(60rem,calc(100vw-2rem))]"
    >
      {clip ? (
        <>
          <Button variant="quiet" className="self-start" autoFocus onClick={() => setClip(null)}>
            <ArrowLeft aria-hidden="true" />
            {t("picker.back")}
          </Button>
          <FrameChooser team={team} item={clip} uses={uses} />
        </>
      ) : (
        <Choices
          {...{ team, parts, shown, isFrame, onTake, onClose }}
          hasAll={first === undefined}
          onLook={(change) => setParts((known) => readLibraryFind({ ...known, ...change }))}
          onClip={setClip}
        />
      )}
    </Dialog>
  );
}

interface ChoicesProps extends Pick<LibraryPickerProps, "team" | "onTake" | "onClose"> {
  parts: LibraryFind;
  shown: readonly Shown[];
  /** One picture is all that the place takes. */
  isFrame: boolean;
  /** Every kind can be looked at together. */
  hasAll: boolean;
  onLook: (change: Partial<Record<keyof LibraryFind, string | undefined>>) => void;
  onClip: (clip: LibraryItem) => void;
}

function Choices({ team, parts, shown, isFrame, hasAll, onTake, onClose, onLook, onClip }: ChoicesProps) {
  const t = useTranslations("library");
  const scroller = useRef<HTMLDivElement>(null);
  const list = useInfiniteQuery(libraryQuery(team, writeLibraryFind(parts)));
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const [selection] = useState(() => new Selection());
  const chosen = useSyncExternalStore(selection.subscribe, selection.readChosen, selection.readChosen);
  const { run, pending, error } = useAction();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const goOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const take = useCallback(
    (ids: readonly string[]): void => {
      if (ids.length === 0) return;
      // By what they are now: the list may be minutes old.
      run(
        () => findFilesAction(team, { names: [], ids: [...ids] }),
        (assets) => onTake(ids.flatMap((id) => assets.find((asset) => asset.id === id) ?? [])),
      );
    },
    [run, team, onTake],
  );
  /** A clip is asked which part of it; a place for one picture is filled by one press; of the rest as many as wanted are chosen. */
  const open = useCallback(
    (item: LibraryItem): void => {
      if (item.clip) onClip(item);
      else if (isFrame) take([item.id]);
      else selection.toggle(item.id);
    },
    [onClip, isFrame, take, selection],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement)) return;
    if (key === "ArrowDown" && target.matches("[type=search]")) {
      event.preventDefault();
      scroller.current?.querySelector<HTMLElement>("[data-item-open][tabindex='0']")?.focus();
    }
    if (key !== "Enter" || !target.matches("[data-item-open]")) return;
    event.preventDefault();
    const item = items[Number(target.closest<HTMLElement>("[data-index]")?.dataset.index)];
    if (!item) return;
    if (item.clip) onClip(item);
    else take(chosen.size > 0 ? [...chosen] : [item.id]);
  };
  return (
    <div className="flex min-h-0 flex-col gap-3" onKeyDown={onKeyDown}>
      <SearchField label={t("search")} hint={t("searchHint")} q={parts.q ?? ""} onLook={(q) => onLook({ q: q || undefined })} />
      <FilterRow team={team} find={parts} shown={shown} hasAll={hasAll} onLook={onLook} />
      <div ref={scroller} aria-busy={list.isFetching} className="-m-1 h-[min(24rem,45dvh)] overflow-y-auto overscroll-contain p-1">
        {list.isError && items.length === 0 ? (
          <Alert>{t("unreachable")}</Alert>
        ) : items.length === 0 && !list.isFetching ? (
          <p className="py-12 text-center text-sm text-quiet">{t("nothing.body")}</p>
        ) : (
          <DialogGrid scroller={scroller} items={items} selection={selection} onOpen={open} onNearEnd={goOn} />
        )}
      </div>
      {error && <Alert>{error}</Alert>}
      <DialogFooter>
        <Button onClick={onClose}>{t("picker.cancel")}</Button>
        {!isFrame && (
          <Button variant="primary" pending={pending} disabled={chosen.size === 0} onClick={() => take([...chosen])}>
            {t("picker.add", { count: chosen.size })}
          </Button>
        )}
      </DialogFooter>
    </div>
  );
}

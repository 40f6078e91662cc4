"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { ListChecks, Trash2 } from "@/components/ui/icons";
import { Selection } from "@/components/clip/marks/selection";
import { NameDialog } from "@/components/dialogs/name-dialog";
import { SearchField } from "@/components/find/search-field";
import type { ProjectLink } from "@/components/shell/use-current-project";
import { Alert } from "@/components/ui/alert";
import { Button, buttonVariants } from "@/components/ui/button";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { Spinner } from "@/components/ui/spinner";
import { toast } from "@/components/ui/toast-store";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { Actor } from "@/lib/access/callers/actor";
import { roleMay } from "@/lib/access/permissions";
import { renameLibraryFolderAction } from "@/lib/library/actions";
import { canTrash } from "@/lib/library/policy";
import { parseLibraryFind, writeLibraryFind } from "@/lib/library/find";
import type { LibraryItem, LibraryPage, ShelvesView } from "@/lib/library/view";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { BringButton, BringPlace, BroughtList } from "./bring-files";
import { BulkBar } from "./bulk-bar";
import { FilterChips, FilterRow } from "./filter-row";
import { ItemDialog } from "./item-dialog";
import { PageGrid } from "./item-grid";
import { fileInAddress, libraryInAddress, lookFor, openFile } from "./library-address";
import { libraryQuery, shelvesQuery } from "./library-queries";
import { useBulkKeys } from "./use-bulk-keys";
import { useLibraryActions } from "./use-library-actions";
import { useLiveLibrary } from "./use-live-library";
import { usePlacing } from "./use-placing";

interface LibraryProps {
  team: string;
  user: Pick<Actor, "userId" | "role">;
  /** What the server found, and the page of it. */
  found: string;
  firstPage: LibraryPage;
  shelves: ShelvesView;
  projects: readonly ProjectLink[];
}

/** Everything that the team can make clips from: found by words and marks, chosen by hand and by keys, used by one press. */
export function Library({ team, user, found, firstPage, shelves, projects }: LibraryProps) {
  const t = useTranslations("library");
  const find = useSyncExternalStore(libraryInAddress.subscribe, libraryInAddress.read, () => found);
  const openId = useSyncExternalStore(fileInAddress.subscribe, fileInAddress.read, () => null);
  const parts = parseLibraryFind(find);
  const list = useInfiniteQuery(libraryQuery(team, find, find === found ? firstPage : undefined));
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const client = useQueryClient();
  /** The folder that is to be called something else. */
  const [renaming, setRenaming] = useState<string | null>(null);
  const [selection] = useState(() => new Selection());
  const isOn = useSyncExternalStore(selection.subscribe, selection.readOn, () => false);
  const chosenIds = useSyncExternalStore(selection.subscribe, selection.readChosen, selection.readChosen);
  const chosen = useMemo(() => items.filter(({ id }) => chosenIds.has(id)), [items, chosenIds]);
  const actions = useLibraryActions(team, find);
  const { place, placeById } = usePlacing(team, projects);
  const mayCreate = roleMay(user.role, "generations.create");
  const mayBring = roleMay(user.role, "assets.upload");
  const here = { team, userId: user.userId };
  /** Those that somebody else brought stay, and that is said. */
  const trash = useCallback((): void => {
    const mine = chosen.filter(({ author }) => canTrash(user, author.id));
    if (mine.length < chosen.length) toast({ title: t("notTrashed", { count: chosen.length - mine.length }), tone: "failed" });
    if (mine.length === 0) return;
    selection.stop();
    void actions.trash(mine);
  }, [chosen, user, selection, actions, t]);
  useBulkKeys({ selection, items: chosen, onTrash: trash });
  useLiveLibrary(team, find, parts.show === "made");

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const goOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const open = useCallback((item: LibraryItem) => openFile(item.id), []);
  const isNarrow = writeLibraryFind({ ...parts, sort: undefined }) !== "";
  const content = (
    <section aria-label={t("title")} className={cn("flex flex-col gap-4", isOn && "pb-16")}>
      <div className="flex items-center gap-1 sm:gap-3">
        <SearchField
          label={t("search")}
          hint={t("searchHint")}
          q={parts.q ?? ""}
          onLook={(q) => lookFor({ q: q || undefined }, { isTyping: true })}
          className="min-w-0 flex-1 sm:max-w-md"
        />
        {mayBring && <BringButton place={here} />}
        <Button variant="quiet" className="max-sm:px-2 sm:ml-auto" title={t("select")} onClick={() => selection.start()}>
          <ListChecks aria-hidden="true" />
          <span className="max-sm:sr-only">{t("select")}</span>
        </Button>
        <Link
          href={paths.libraryTrash(team)}
          title={t("trashPage")}
          className={buttonVariants({ variant: "quiet", className: "max-sm:px-2" })}
        >
          <Trash2 aria-hidden="true" />
          <span className="max-sm:sr-only">{t("trashPage")}</span>
        </Link>
      </div>
      {mayBring && <BroughtList place={here} />}
      <FilterRow team={team} find={parts} shelves={shelves} onLook={lookFor} />
      <FilterChips
        find={parts}
        shelves={shelves}
        onLook={lookFor}
        onRenameFolder={roleMay(user.role, "assets.manage") ? () => setRenaming(parts.folder ?? null) : null}
      />
      <VisuallyHidden role="status">
        {isOn ? t("chosenHow", { count: chosen.length }) : t(hasNextPage ? "countMore" : "count", { count: items.length })}
      </VisuallyHidden>
      {isOn && (
        <BulkBar
          team={team}
          user={user}
          items={chosen}
          selection={selection}
          actions={actions}
          onTrash={trash}
          onUse={
            mayCreate
              ? (files) =>
                  void placeById(
                    files.map(({ id }) => id),
                    "references",
                  )
              : null
          }
        />
      )}
      {list.isError && items.length === 0 ? (
        <Alert>
          {t("unreachable")} <Button onClick={() => void list.refetch()}>{t("retry")}</Button>
        </Alert>
      ) : items.length === 0 && !list.isFetching ? (
        <Empty>
          <EmptyTitle>{t(isNarrow ? "nothing.title" : "empty.title")}</EmptyTitle>
          <EmptyDescription>{t(isNarrow ? "nothing.body" : "empty.body")}</EmptyDescription>
          {isNarrow && (
            <Button
              onClick={() =>
                lookFor({ q: undefined, show: undefined, project: undefined, folder: undefined, tag: undefined, favourite: undefined })
              }
            >
              {t("nothing.clear")}
            </Button>
          )}
        </Empty>
      ) : (
        <div aria-busy={list.isPlaceholderData}>
          <PageGrid key={find} items={items} selection={selection} onOpen={open} onNearEnd={goOn} />
        </div>
      )}
      {isFetchingNextPage && (
        <p role="status" className="flex items-center gap-2 text-sm text-quiet">
          <Spinner /> {t("loading")}
        </p>
      )}
      {renaming !== null && (
        <NameDialog
          open
          onOpenChange={() => setRenaming(null)}
          title={t("renameFolder.title")}
          label={t("renameFolder.label")}
          submitLabel={t("renameFolder.save")}
          name={renaming}
          save={(name) => renameLibraryFolderAction(team, { folder: renaming, name })}
          onSaved={async ({ folder }) => {
            await client.invalidateQueries(shelvesQuery(team));
            setRenaming(null);
            lookFor({ folder });
          }}
        />
      )}
      {openId !== null && (
        <ItemDialog
          team={team}
          user={user}
          id={openId}
          known={items.find(({ id }) => id === openId) ?? null}
          actions={actions}
          onPlace={mayCreate ? place : null}
          onClose={() => openFile(null)}
        />
      )}
    </section>
  );
  return mayBring ? <BringPlace place={here}>{content}</BringPlace> : content;
}

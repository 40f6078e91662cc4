"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { beginDownload, followDownload } from "@/components/clip/handover/begin-download";
import { reach } from "@/components/data/outdated";
import { toast } from "@/components/ui/toast-store";
import { deleteGenerationAction, favouriteClipsAction, markClipsAction, restoreGenerationAction } from "@/lib/generations/actions";
import {
  markFilesAction,
  prepareFilesAction,
  renameFileAction,
  restoreFilesAction,
  setFavouriteFilesAction,
  trashFilesAction,
} from "@/lib/library/actions";
import type { FilesMark } from "@/lib/library/schema";
import type { LibraryItem } from "@/lib/library/view";
import { paths } from "@/lib/shared/paths";
import type { ActionResult } from "@/lib/shared/result";
import { dropItems, libraryFileQuery, putItems, refreshTop, shelvesQuery } from "./library-queries";

type Items = readonly LibraryItem[];
const idsOf = (items: Items): string[] => items.map(({ id }) => id);

/** What can be done with what the library shows; a clip that was made here keeps its own ways. The cache follows each answer. */
export function useLibraryActions(team: string, find: string) {
  const queryClient = useQueryClient();
  const t = useTranslations("library");
  const errors = useTranslations("errors");
  const common = useTranslations("common");
  const language = useLocale();
  return useMemo(() => {
    const done = <T>(result: ActionResult<T> | null): result is { ok: true; data: T } => {
      if (!result?.ok) toast({ title: result ? errors(result.error.code, result.error.values) : common("offline"), tone: "failed" });
      return result?.ok ?? false;
    };
    const again = (items: Items): void => {
      void queryClient.invalidateQueries(shelvesQuery(team));
      for (const { id } of items) void queryClient.invalidateQueries(libraryFileQuery(team, id));
    };
    const put = (items: Items): void => {
      putItems(queryClient, team, items);
      again(items);
    };
    const clipsOf = (items: Items) => Map.groupBy(items, ({ clip }) => clip !== undefined);

    const mark = async (items: Items, said: FilesMark): Promise<void> => {
      const groups = clipsOf(items);
      const [files = [], clips = []] = [groups.get(false), groups.get(true)];
      if (files.length > 0) {
        const result = await reach(markFilesAction(team, { ids: idsOf(files), ...said }));
        if (done(result)) put(result.data);
      }
      const { addTags = [], removeTags = [] } = said;
      if (clips.length === 0 || addTags.length + removeTags.length === 0) return;
      const result = await reach(markClipsAction(team, { ids: idsOf(clips), addTags, removeTags }));
      if (done(result)) put(clips.map((item) => ({ ...item, tags: result.data.find(({ id }) => id === item.id)?.marks?.tags ?? [] })));
    };

    const favourite = async (items: Items, isFavourite: boolean): Promise<void> => {
      const groups = clipsOf(items);
      const [files = [], clips = []] = [groups.get(false), groups.get(true)];
      if (files.length > 0 && !done(await reach(setFavouriteFilesAction(team, { ids: idsOf(files), isFavourite })))) return;
      if (clips.length > 0 && !done(await reach(favouriteClipsAction(team, { ids: idsOf(clips), isFavourite })))) return;
      put(items.map((item) => ({ ...item, isFavourite })));
    };

    const rename = async (item: LibraryItem, name: string): Promise<boolean> => {
      const result = await reach(renameFileAction(team, { id: item.id, name }));
      if (done(result)) put([result.data]);
      return result?.ok ?? false;
    };

    const restore = async (items: Items): Promise<void> => {
      const isMade = items[0]?.clip !== undefined;
      const ids = idsOf(items);
      if (!done(await reach<unknown>(isMade ? restoreGenerationAction(team, { ids }) : restoreFilesAction(team, { ids })))) return;
      await refreshTop(queryClient, team, find);
      again(items);
    };

    /** They come back when somebody says undo. */
    const trash = async (items: Items): Promise<void> => {
      if (items.length === 0) return;
      const isMade = items[0]?.clip !== undefined;
      const ids = idsOf(items);
      if (!done(await reach<unknown>(isMade ? deleteGenerationAction(team, { ids }) : trashFilesAction(team, { ids })))) return;
      dropItems(queryClient, team, new Set(ids));
      again([]);
      const action = { label: common("undo"), onClick: () => void restore(items) };
      toast({ title: t("trashed", { count: items.length, name: items[0]?.name ?? "" }), action });
    };

    const download = async (items: Items): Promise<void> => {
      if (items.some(({ clip }) => clip)) return void (await beginDownload({ team, ids: idsOf(items), how: { language }, errors, common }));
      const result = await reach(prepareFilesAction(team, { ids: idsOf(items), language }));
      if (done(result)) followDownload(paths.api.bundle(result.data.id));
    };

    return { mark, favourite, rename, trash, download };
  }, [queryClient, team, find, t, errors, common, language]);
}

export type LibraryActions = ReturnType<typeof useLibraryActions>;

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import type { Marking } from "@/components/clip/marks/mark-keys";
import { Selection } from "@/components/clip/marks/selection";
import { isLine } from "@/components/clip/optimistic";
import { readFound } from "@/components/clip/query-options";
import type { GenerationActions } from "@/components/clip/use-generation-actions";
import { toast } from "@/components/ui/toast-store";
import { actionsOn } from "@/lib/generations/policy";
import type { CardView } from "@/lib/generations/view";
import type { EditFormat } from "@/lib/handover/edit";
import { useSelectionKeys } from "./use-selection-keys";
import { readZipOptions } from "./zip-options";

/** Choosing clips of a gallery, and what is done with those that are chosen. */
export function useSelection(
  place: GalleryPlace,
  { find, views: shown }: { find: string; views: readonly CardView[] },
  actions: GenerationActions,
  marking: Marking,
) {
  const queryClient = useQueryClient();
  const t = useTranslations("marks");
  const language = useLocale();
  const [selection] = useState(() => new Selection());
  const { actions: markActions } = marking;
  const { id: userId, role } = place.user;
  const {
    team,
    project: { slug },
  } = place;
  // Whoever goes on to another part of the history keeps what they have chosen.
  const views = useMemo(() => {
    if (selection.chosen.size === 0) return shown;
    const here = new Set(shown.map(({ id }) => id));
    return [...shown, ...readFound(queryClient, team, slug, find).filter(({ id }) => selection.has(id) && !here.has(id))];
  }, [shown, selection, queryClient, team, slug, find]);
  useEffect(() => selection.setOrder(views.filter((view) => !isLine(view)).map(({ id }) => id)), [selection, views]);

  const download = useCallback(
    async (chosen: readonly CardView[]): Promise<void> => {
      await markActions.download(chosen, { ...readZipOptions(), language });
    },
    [markActions, language],
  );
  /** A timeline alone speaks of files by the names that a ZIP of the same clips has. */
  const exportAs = useCallback(
    async (chosen: readonly CardView[], alone: EditFormat): Promise<void> => {
      await markActions.download(chosen, { template: readZipOptions().template, language, alone });
    },
    [markActions, language],
  );
  /** Those that are not over, and those of others, stay, and that is said. */
  const remove = useCallback(
    (chosen: readonly CardView[]): void => {
      const mine = chosen.filter((view) => actionsOn({ userId, role }, view).delete);
      if (mine.length < chosen.length) toast({ title: t("notTrashed", { count: chosen.length - mine.length }), tone: "failed" });
      if (mine.length > 0) void actions.remove(...mine);
    },
    [actions, userId, role, t],
  );
  useSelectionKeys({ selection, marking, views, remove, download });
  return { selection, choosable: views, download, exportAs, remove };
}

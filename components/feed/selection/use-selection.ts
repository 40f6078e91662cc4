"use client";

import { useCallback, useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import type { Marking } from "@/components/clip/marks/mark-keys";
import { Selection } from "@/components/clip/marks/selection";
import { isLine } from "@/components/clip/optimistic";
import type { GenerationActions } from "@/components/clip/use-generation-actions";
import { toast } from "@/components/ui/toast-store";
import { actionsOn } from "@/lib/generations/policy";
import type { CardView } from "@/lib/generations/view";
import type { EditFormat } from "@/lib/handover/edit";
import { useSelectionKeys } from "./use-selection-keys";
import { readZipOptions } from "./zip-options";

/** Choosing clips of a gallery, and what is done with those that are chosen. */
export function useSelection(place: GalleryPlace, views: readonly CardView[], actions: GenerationActions, marking: Marking) {
  const t = useTranslations("marks");
  const language = useLocale();
  const [selection] = useState(() => new Selection());
  const { actions: markActions } = marking;
  const { id: userId, role } = place.user;
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
  return { selection, download, exportAs, remove };
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { findInAddress, look } from "@/components/clip/find-address";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { readFeed, refreshGenerations } from "@/components/clip/query-options";
import { toast } from "@/components/ui/toast-store";
import type { CardView } from "@/lib/generations/view";

/** Says that clips which were just asked for do not fit what is looked for: they would be missed. */
export function useOutside({ team, project: { slug } }: GalleryPlace): (made: readonly CardView[]) => void {
  const queryClient = useQueryClient();
  const t = useTranslations("find");
  return useCallback(
    (made) => {
      const find = findInAddress.read();
      if (find === "") return;
      const ids = made.map(({ id }) => id);
      const tell = (): void => {
        const shown = new Set(readFeed(queryClient, team, slug, find).map(({ id }) => id));
        const outside = ids.filter((id) => !shown.has(id));
        if (outside.length > 0)
          toast({ title: t("outside", { count: outside.length }), action: { label: t("clear"), onClick: () => look({}) } });
      };
      // What cannot be asked now comes with its event; then nothing is known to be outside.
      void refreshGenerations(queryClient, team, slug, ids, find).then(tell, () => undefined);
    },
    [queryClient, team, slug, t],
  );
}

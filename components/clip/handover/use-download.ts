"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { reach } from "@/components/data/outdated";
import { toast } from "@/components/ui/toast-store";
import { prepareDownloadAction } from "@/lib/generations/actions";
import type { BundleOptions } from "@/lib/generations/bundle/schema";
import { paths } from "@/lib/shared/paths";

/** Begins the download of clips, or of a timeline of them; the browser says how it goes. Answers whether it began. */
export function useDownload(team: string) {
  const errors = useTranslations("errors");
  const common = useTranslations("common");
  return useCallback(
    async (ids: string[], how: BundleOptions): Promise<boolean> => {
      const result = await reach(prepareDownloadAction(team, { ids, ...how }));
      if (result?.ok) {
        const link = document.createElement("a");
        link.href = paths.api.bundle(result.data.id);
        link.download = "";
        link.click();
      } else toast({ title: result ? errors(result.error.code, result.error.values) : common("offline"), tone: "failed" });
      return result?.ok ?? false;
    },
    [team, errors, common],
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { type FilePlace, placeAssetsLater } from "@/components/data/composer-store";
import { reach } from "@/components/data/outdated";
import { type ProjectLink, useCurrentProject } from "@/components/shell/use-current-project";
import { toast } from "@/components/ui/toast-store";
import { findFilesAction } from "@/lib/assets/actions";
import type { ElementRef } from "@/lib/assets/elements/view";
import type { AssetView } from "@/lib/assets/view";
import { paths } from "@/lib/shared/paths";

/** Leads to the composer of the project that was open last, with these files in their place. */
export function usePlacing(team: string, projects: readonly ProjectLink[]) {
  const t = useTranslations("library");
  const errors = useTranslations("errors");
  const common = useTranslations("common");
  const router = useRouter();
  const { project } = useCurrentProject(projects.filter(({ isArchived }) => !isArchived));

  const place = (assets: readonly AssetView[], where: FilePlace, element?: ElementRef): void => {
    if (!project) return void toast({ title: t("noProject"), tone: "failed" });
    placeAssetsLater(assets, where, element);
    router.push(paths.create(team, project.slug));
  };
  /** By what they are now: a list may be minutes old. */
  const placeById = async (ids: string[], where: FilePlace): Promise<void> => {
    const result = await reach(findFilesAction(team, { names: [], ids }));
    if (!result?.ok)
      return void toast({ title: result ? errors(result.error.code, result.error.values) : common("offline"), tone: "failed" });
    const found = ids.flatMap((id) => result.data.find((asset) => asset.id === id) ?? []);
    if (found.length === 0) return void toast({ title: errors("not-found"), tone: "failed" });
    place(found, where);
  };
  return { place, placeById };
}

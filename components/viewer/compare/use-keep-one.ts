"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { takeBack } from "@/components/clip/marks/take-back";
import { clipQuery, readFeed, upsertGeneration } from "@/components/clip/query-options";
import { reach } from "@/components/data/outdated";
import { toast } from "@/components/ui/toast-store";
import { roleMay } from "@/lib/access/permissions";
import { markClipsAction } from "@/lib/generations/actions";
import type { MarkChange } from "@/lib/generations/marks/schema";
import type { CardView } from "@/lib/generations/view";

type Said = readonly { ids: readonly string[]; said: MarkChange }[];

/** Keeps one of several: the others are rejected and stay where they are. null for whoever may not say so. */
export function useKeepOne({ team, project, user }: GalleryPlace): ((kept: CardView, all: readonly CardView[]) => Promise<boolean>) | null {
  const queryClient = useQueryClient();
  const t = useTranslations("compare");
  const errors = useTranslations("errors");
  const common = useTranslations("common");

  /** Clips of several projects stand side by side; only this project's belong into its feed. */
  const show = (view: CardView): void => {
    const { queryKey } = clipQuery(team, view.id);
    const clip = queryClient.getQueryData(queryKey);
    const isHere = clip ? clip.projectId === project.id : readFeed(queryClient, team, project.slug).some(({ id }) => id === view.id);
    if (isHere) upsertGeneration(queryClient, team, project.slug, view);
    else void queryClient.invalidateQueries({ queryKey, exact: true });
  };

  /** @returns whether all was said */
  const say = async (all: Said): Promise<boolean> => {
    for (const { ids, said } of all) {
      const result = await reach(markClipsAction(team, { ids: [...ids], ...said }));
      if (!result?.ok) {
        toast({ title: result ? errors(result.error.code, result.error.values) : common("offline"), tone: "failed" });
        return false;
      }
      result.data.forEach(show);
    }
    return true;
  };

  if (!roleMay(user.role, "generations.mark")) return null;
  return async (kept, all) => {
    const others = all.filter(({ id }) => id !== kept.id);
    const said = await say([
      { ids: others.map(({ id }) => id), said: { verdict: "rejected" } },
      // What is kept is not rejected any more; whether it is approved is said elsewhere.
      ...(kept.marks?.verdict === "rejected" ? [{ ids: [kept.id], said: { verdict: null } }] : []),
    ]);
    const giveBack = (): void => void say(takeBack(all, { verdict: null }));
    if (said) toast({ title: t("kept", { count: others.length }), action: { label: common("undo"), onClick: giveBack } });
    return said;
  };
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { toast } from "@/components/ui/toast-store";
import { cancelGenerationAction, deleteGenerationAction, restoreGenerationAction, retryGenerationAction } from "@/lib/generations/actions";
import type { Role } from "@/lib/access/callers/actor";
import type { RetryInput } from "@/lib/generations/schema";
import type { CardView } from "@/lib/generations/view";
import type { ActionResult } from "@/lib/shared/result";
import { reach } from "@/components/data/outdated";
import { loadRecipe, type RecipeOptions } from "@/components/composer/engine/composer-store";
import { newKey } from "@/components/data/new-key";
import { addOptimistic, cardAgain, settleOptimistic } from "@/components/feed/optimistic";
import { clipQuery, removeGeneration, upsertGeneration } from "@/components/feed/query-options";

export interface GalleryPlace {
  /** The team's slug. */
  team: string;
  project: { id: string; slug: string; name: string };
  user: { id: string; name: string; role: Role };
}

/** What can be done with a generation from its card or from the viewer; the cache follows each answer. */
export function useGenerationActions({ team, project, user }: GalleryPlace) {
  const queryClient = useQueryClient();
  const t = useTranslations("gallery");
  const errors = useTranslations("errors");
  const common = useTranslations("common");

  return useMemo(() => {
    const explain = (result: ActionResult<unknown> | null): void => {
      if (!result?.ok) toast({ title: result ? errors(result.error.code) : common("offline"), tone: "failed" });
    };
    const take = (result: ActionResult<CardView> | null): boolean => {
      if (result?.ok) upsertGeneration(queryClient, team, project.slug, result.data);
      else explain(result);
      return result?.ok ?? false;
    };

    const cancel = async (view: CardView): Promise<void> => {
      if (take(await reach(cancelGenerationAction(team, { id: view.id })))) toast({ title: t("cancelled") });
    };

    const restore = async (view: CardView): Promise<void> => {
      take(await reach(restoreGenerationAction(team, { id: view.id })));
    };

    /** Gone at once; it comes back when the server says no, or when somebody says undo. */
    const remove = async (view: CardView): Promise<void> => {
      removeGeneration(queryClient, team, project.slug, view.id);
      const result = await reach(deleteGenerationAction(team, { id: view.id }));
      if (result?.ok) toast({ title: t("deleted"), action: { label: common("undo"), onClick: () => void restore(view) } });
      else {
        upsertGeneration(queryClient, team, project.slug, view);
        explain(result);
      }
    };

    /** The same request again, as a card of its own. */
    const retry = async (view: CardView, changes?: RetryInput["changes"]): Promise<void> => {
      const key = newKey();
      addOptimistic(queryClient, team, project.slug, cardAgain(view, { id: key, author: user, changes }));
      const result = await reach(retryGenerationAction(team, { id: view.id, asId: key, ...(changes ? { changes } : {}) }));
      settleOptimistic(queryClient, team, project.slug, key, result?.ok ? null : (result?.error ?? { code: "unexpected" }));
      if (result?.ok) upsertGeneration(queryClient, team, project.slug, result.data);
    };

    /** Puts its recipe, which a card has only a part of, back into the composer. */
    const reuse = async (view: CardView, options?: RecipeOptions): Promise<void> => {
      const clip = await queryClient.fetchQuery(clipQuery(team, view.id)).catch(() => null);
      if (clip) loadRecipe(clip, options);
      else explain(null);
    };

    const dismiss = (key: string): void => settleOptimistic(queryClient, team, project.slug, key, null);

    return { cancel, remove, retry, reuse, dismiss };
  }, [queryClient, team, project.slug, user, t, errors, common]);
}

export type GenerationActions = ReturnType<typeof useGenerationActions>;

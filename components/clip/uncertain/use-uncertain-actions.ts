"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { toast } from "@/components/ui/toast-store";
import { checkAgainAction, linkTaskAction, submitAgainAction } from "@/lib/generations/actions";
import type { CardView } from "@/lib/generations/view";
import type { ActionError } from "@/lib/shared/result";
import { askingFirst } from "@/components/data/ask-first";
import { reach } from "@/components/data/outdated";
import { newKey } from "@/components/data/new-key";
import { addOptimistic, cardAgain, settleOptimistic } from "../optimistic";
import { upsertGeneration } from "../query-options";
import type { GalleryPlace } from "../gallery-place";

/** What a person can do about a lost answer; apart from the other actions, because hardly any card needs it. */
export function useUncertainActions({ team, project, user }: GalleryPlace) {
  const queryClient = useQueryClient();
  const t = useTranslations("uncertain");
  const errors = useTranslations("errors");
  const common = useTranslations("common");

  return useMemo(() => {
    const put = (view: CardView): void => upsertGeneration(queryClient, team, project.slug, view);

    /** The card says at once that it is being looked for; what the look finds comes as a change. */
    const checkAgain = async (view: CardView): Promise<void> => {
      if (view.progress) put({ ...view, progress: { ...view.progress, nextAction: new Date().toISOString() } });
      const result = await reach(checkAgainAction(team, { id: view.id }));
      if (result?.ok) return put(result.data);
      put(view);
      toast({ title: result ? errors(result.error.code, result.error.values) : common("offline"), tone: "failed" });
    };

    /** @returns why it was refused; "offline" when nobody answered, null when it is linked */
    const link = async (view: CardView, taskId: string): Promise<ActionError | "offline" | null> => {
      const result = await reach(linkTaskAction(team, { id: view.id, taskId }));
      if (!result?.ok) return result?.error ?? "offline";
      put(result.data);
      toast({ title: t("linked") });
      return null;
    };

    /** The same request once more, as a card of its own; this one stays, and is still looked for. */
    const submitAgain = async (view: CardView): Promise<void> => {
      const key = newKey();
      addOptimistic(queryClient, team, project.slug, cardAgain(view, { id: key, author: user }));
      const result = await askingFirst((agreed) =>
        reach(submitAgainAction(team, { id: view.id, asId: key, mayChargeTwice: true, ...(agreed !== undefined && { agreed }) })),
      );
      settleOptimistic(queryClient, team, project.slug, key, result?.ok ? null : (result?.error ?? { code: "unexpected" }));
      if (!result?.ok) return;
      put(result.data);
      if (view.doubt)
        put({ ...view, doubt: { ...view.doubt, again: { by: user.name, at: new Date().toISOString(), id: result.data.id } } });
    };

    return { checkAgain, link, submitAgain };
  }, [queryClient, team, project.slug, user, t, errors, common]);
}

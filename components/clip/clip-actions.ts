import type { QueryClient } from "@tanstack/react-query";
import { dismissToast, toast } from "@/components/ui/toast-store";
import {
  cancelGenerationAction,
  deleteGenerationAction,
  prepareCopyAction,
  restoreGenerationAction,
  retryGenerationAction,
} from "@/lib/generations/actions";
import { MOST_AT_ONCE } from "@/lib/generations/marks/limits";
import type { RetryInput } from "@/lib/generations/schema";
import type { CardView } from "@/lib/generations/view";
import type { ActionResult } from "@/lib/shared/result";
import { askingFirst, wasDeclined } from "@/components/data/ask-first";
import { reach } from "@/components/data/outdated";
import { loadRecipe, type RecipeOptions } from "@/components/data/composer-store";
import { newKey } from "@/components/data/new-key";
import type { WordsOf } from "@/components/data/words-of";
import type { GalleryPlace } from "./gallery-place";
import { followDownload } from "./handover/begin-download";
import { shortPrompt } from "./words";
import { addOptimistic, cardAgain, settleOptimistic } from "./optimistic";
import { takeOut } from "./do-ahead";
import { clipQuery, refreshGenerations, upsertGeneration } from "./query-options";

/** Seconds are usual, and a minute or two for 4k; behind many others it is more, and then a later press finds it. */
const LONGEST_COPY_MS = 10 * 60_000;
const ASK_AGAIN_MS = 3_000;
/** Downloads that wait for their copy, by address: a second press is the same wish. */
const preparing = new Set<string>();

/** Enough of a prompt for a line that is read in passing. */
const TOAST_NAME = 40;

async function inParts<T>(all: readonly T[], act: (part: readonly T[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += MOST_AT_ONCE) await act(all.slice(from, from + MOST_AT_ONCE));
}

interface Clips {
  place: GalleryPlace;
  queryClient: QueryClient;
  t: WordsOf<"gallery">;
  errors: WordsOf<"errors">;
  common: WordsOf<"common">;
}

/** What can be done with a generation from its card or from the viewer; the cache follows each answer. */
export function makeClipActions({ place: { team, project, user }, queryClient, t, errors, common }: Clips) {
  const explain = (result: ActionResult<unknown> | null): void => {
    if (!result?.ok) toast({ title: result ? errors(result.error.code, result.error.values) : common("offline"), tone: "failed" });
  };
  const take = (result: ActionResult<CardView> | null): boolean => {
    if (result?.ok) upsertGeneration(queryClient, team, project.slug, result.data);
    else explain(result);
    return result?.ok ?? false;
  };

  const cancel = async (view: CardView): Promise<void> => {
    if (take(await reach(cancelGenerationAction(team, { id: view.id })))) toast({ title: t("cancelled") });
  };

  const named = (views: readonly CardView[]) => ({
    count: views.length,
    name: shortPrompt(views[0]!.prompt, TOAST_NAME) || t("noPrompt"),
  });

  const restore = async (views: readonly CardView[]): Promise<void> => {
    if (views.length > MOST_AT_ONCE) return inParts(views, restore);
    const result = await reach(restoreGenerationAction(team, { ids: views.map(({ id }) => id) }));
    if (!result?.ok) return explain(result);
    for (const view of result.data) upsertGeneration(queryClient, team, project.slug, view);
    toast({ title: t("restored", named(views)) });
  };

  /** Gone at once; they come back when the server says no, and when somebody says undo. */
  const remove = async (...views: CardView[]): Promise<void> => {
    if (views.length > MOST_AT_ONCE) return inParts(views, (part) => remove(...part));
    const putBack = takeOut(queryClient, team, project.slug, views);
    const result = await reach(deleteGenerationAction(team, { ids: views.map(({ id }) => id) }));
    if (!result?.ok) {
      putBack();
      return explain(result);
    }
    // What a colleague deleted is theirs to bring back.
    const mine = result.data;
    toast({
      title: t("deleted", named(views)),
      ...(mine.length > 0 && { action: { label: common("undo"), onClick: () => void restore(mine) } }),
    });
  };

  /** The same request again, as a card of its own. */
  const retry = async (view: CardView, changes?: RetryInput["changes"]): Promise<void> => {
    const key = newKey();
    addOptimistic(queryClient, team, project.slug, cardAgain(view, { id: key, author: user, changes }));
    const result = await askingFirst((agreed) =>
      reach(
        retryGenerationAction(team, {
          ...{ id: view.id, asId: key },
          ...(changes && { changes }),
          // The card said that it was tried again: who presses wants one more.
          ...(view.failure?.isRetried && { onceMore: true }),
          ...(agreed !== undefined && { agreed }),
        }),
      ),
    );
    // Somebody was faster, and their card is or will be here: this one leaves, and the button says "once more" from now on.
    const isTried = result?.ok === false && result.error.code === "tried-again";
    if (isTried) {
      explain(result);
      void refreshGenerations(queryClient, team, project.slug, [view.id]).catch(() => undefined);
    }
    const isOver = result?.ok || wasDeclined(result) || isTried;
    settleOptimistic(queryClient, team, project.slug, key, isOver ? null : (result?.error ?? { code: "unexpected" }));
    if (result?.ok) upsertGeneration(queryClient, team, project.slug, result.data);
  };

  /** Puts its recipe, which a card has only a part of, back into the composer. */
  const reuse = async (view: CardView, options?: RecipeOptions): Promise<void> => {
    const clip = await queryClient.fetchQuery(clipQuery(team, view.id)).catch(() => null);
    if (clip) loadRecipe(clip, options);
    else explain(null);
  };

  /** Asks until the copy that this download is made of is there, and says so while it is not. */
  const download = async ({ id }: CardView, href: string): Promise<void> => {
    if (preparing.has(href)) return void toast({ title: t("preparingCopy") });
    preparing.add(href);
    const ends = Date.now() + LONGEST_COPY_MS;
    let told: number | null = null;
    const ask = () => reach(prepareCopyAction(team, { id }));
    let result = await ask();
    while (result?.ok && !result.data.isReady && Date.now() < ends) {
      told ??= toast({ title: t("preparingCopy"), durationMs: LONGEST_COPY_MS });
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      result = await ask();
    }
    preparing.delete(href);
    if (told !== null) dismissToast(told);
    if (!result?.ok) return explain(result);
    if (result.data.isReady) return followDownload(href);
    toast({ title: errors("copies-preparing", { count: 1 }), tone: "failed" });
  };

  return { cancel, remove, retry, reuse, download };
}

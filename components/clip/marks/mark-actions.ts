import type { QueryClient } from "@tanstack/react-query";
import { reach } from "@/components/data/outdated";
import type { WordsOf } from "@/components/data/words-of";
import { dismissToast, toast } from "@/components/ui/toast-store";
import { favouriteClipsAction, markClipsAction, moveClipsAction } from "@/lib/generations/actions";
import type { BundleOptions } from "@/lib/generations/bundle/schema";
import { parseFind } from "@/lib/generations/find/find";
import { MOST_AT_ONCE } from "@/lib/generations/marks/limits";
import type { MarkChange } from "@/lib/generations/marks/schema";
import { isFinal } from "@/lib/generations/lifecycle";
import type { CardView, MarksView } from "@/lib/generations/view";
import type { ActionResult } from "@/lib/shared/result";
import type { GalleryPlace } from "../gallery-place";
import { findInAddress } from "../find-address";
import { beginDownload } from "../handover/begin-download";
import { reviewKey } from "../review-query";
import { showAhead } from "../do-ahead";
import { clipQuery, readFeed, refreshGenerations, removeGeneration, upsertGeneration } from "../query-options";
import { favouritesQuery } from "./favourites-query";
import { labelsQuery } from "./labels-query";
import { takeBack } from "./take-back";

const without = (all: readonly string[] = [], gone: readonly string[] = []): string[] => all.filter((one) => !gone.includes(one));
const added = (all: readonly string[] = [], more: readonly string[] = []): string[] => [...new Set([...all, ...more])].sort();

/** The marks as they will be when the server agrees. */
function marksAfter(marks: MarksView = {}, { name, rating, verdict, addTags, removeTags, addTo, removeFrom }: MarkChange): MarksView {
  return {
    ...marks,
    ...(name !== undefined && { name: name ?? undefined }),
    ...(rating !== undefined && { rating: rating || undefined }),
    ...(verdict !== undefined && { verdict: verdict ?? undefined }),
    tags: added(without(marks.tags, removeTags), addTags),
    collections: added(without(marks.collections, removeFrom), addTo),
  };
}

interface Marks {
  place: GalleryPlace;
  queryClient: QueryClient;
  t: WordsOf<"marks">;
  errors: WordsOf<"errors">;
  common: WordsOf<"common">;
}

/** What can be said of clips, and where they can be put. Cards show it at once, and take it back when the server says no. */
export function makeMarkActions({ place: { team, project }, queryClient, t, errors, common }: Marks) {
  const show = (views: readonly CardView[]): void => {
    for (const view of views) upsertGeneration(queryClient, team, project.slug, view);
  };
  const explain = (result: ActionResult<unknown> | null): void =>
    void toast({ title: result && !result.ok ? errors(result.error.code, result.error.values) : common("offline"), tone: "failed" });
  const isTooMany = (views: readonly CardView[]): boolean => {
    if (views.length > MOST_AT_ONCE) toast({ title: t("tooMany", { max: MOST_AT_ONCE }), tone: "failed" });
    return views.length > MOST_AT_ONCE || views.length === 0;
  };
  const idsOf = (views: readonly CardView[]) => views.map(({ id }) => id);
  /** Shows how it will be, and then what the server made of it. */
  const change = async (
    views: readonly CardView[],
    after: (marks: MarksView | undefined) => MarksView,
    ask: () => Promise<ActionResult<CardView[]>>,
  ): Promise<CardView[] | null> => {
    if (isTooMany(views)) return null;
    const putBack = showAhead(queryClient, team, project.slug, views, (view) => ({ ...view, marks: after(view.marks) }));
    const result = await reach(ask());
    if (!result?.ok) putBack();
    show(result?.ok ? result.data : views);
    if (!result?.ok) explain(result);
    return result?.ok ? result.data : null;
  };
  const say = async (views: readonly CardView[], said: MarkChange): Promise<boolean> => {
    const now = await change(
      views,
      (marks) => marksAfter(marks, said),
      () => markClipsAction(team, { ids: idsOf(views), ...said }),
    );
    if (said.addTags ?? said.removeTags ?? said.addTo ?? said.removeFrom)
      void queryClient.invalidateQueries(labelsQuery(team, project.slug));
    if (now && said.verdict !== undefined) {
      void queryClient.invalidateQueries({ queryKey: reviewKey(team) });
      const held = now.filter(({ marks }) => (marks?.verdict ?? null) !== said.verdict);
      if (held.length > 0) toast({ title: t("othersStand", { count: held.length }) });
    }
    return now !== null;
  };

  /** One clip shows what was said of it; for several there is a way back at once, since each may have been something else. */
  const mark = async (views: readonly CardView[], said: MarkChange): Promise<void> => {
    const saying = say(views, said);
    if (views.length === 1) return void (await saying);
    const giveBack = async (): Promise<void> => {
      if (!(await saying)) return;
      const now = new Map(readFeed(queryClient, team, project.slug).map((view) => [view.id, view]));
      for (const { ids, said: before } of takeBack(views, said))
        void say(
          ids.flatMap((id) => now.get(id) ?? []),
          before,
        );
    };
    const word = toast({
      title: t("marked", { count: views.length }),
      action: { label: common("undo"), onClick: () => void giveBack() },
    });
    if (!(await saying)) dismissToast(word);
  };

  const favourite = async (views: readonly CardView[], isFavourite: boolean): Promise<void> => {
    if (isTooMany(views)) return;
    const { queryKey } = favouritesQuery(team, project.slug);
    const ids = idsOf(views);
    // An answer that is on its way does not know of it yet.
    await queryClient.cancelQueries({ queryKey });
    const before = queryClient.getQueryData(queryKey);
    queryClient.setQueryData(queryKey, (known = []) => (isFavourite ? added(known, ids) : without(known, ids)));
    const result = await reach(favouriteClipsAction(team, { ids, isFavourite }));
    if (result?.ok) {
      // No event tells of it.
      const find = findInAddress.read();
      if (parseFind(find).favourite) await refreshGenerations(queryClient, team, project.slug, ids, find).catch(() => undefined);
      return;
    }
    queryClient.setQueryData(queryKey, before);
    explain(result);
  };

  const move = async (views: readonly CardView[], to: { id: string; name: string }, isBack = false): Promise<void> => {
    const movable = views.filter(({ status }) => isFinal(status));
    if (movable.length < views.length) return void toast({ title: errors("still-open"), tone: "failed" });
    if (isTooMany(movable)) return;
    const result = await reach(moveClipsAction(team, { ids: idsOf(movable), projectId: to.id }));
    if (!result?.ok) return explain(result);
    for (const { id } of movable) {
      if (isBack) continue;
      removeGeneration(queryClient, team, project.slug, id);
      void queryClient.invalidateQueries({ queryKey: clipQuery(team, id).queryKey, exact: true });
    }
    if (isBack) return show(result.data);
    const undo = { label: common("undo"), onClick: () => void move(movable, project, true) };
    toast({ title: t("moved", { count: movable.length, project: to.name }), action: undo });
  };

  const download = async (views: readonly CardView[], how: BundleOptions): Promise<boolean> =>
    !isTooMany(views) && beginDownload({ team, ids: idsOf(views), how, errors, common });

  return { mark, favourite, move, download };
}

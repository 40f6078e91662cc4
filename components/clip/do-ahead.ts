import type { QueryClient } from "@tanstack/react-query";
import type { CardView } from "@/lib/generations/view";
import { changesSoFar, feedKey, hasChanged, listsOf, place, readFeed, removeGeneration, upsertGeneration } from "./query-options";

/**
 * Does something with these before the server has agreed.
 * @param act does it with one of them, and says which lists had it
 * @returns what puts them back where the server does not agree: but for those of which something was heard meanwhile, which are
 *   where they belong, or gone
 */
function doAhead(
  queryClient: QueryClient,
  [team, project]: [string, string],
  views: readonly CardView[],
  act: (view: CardView) => string[],
): () => void {
  const done = views.map((view) => ({ view, lists: act(view) }));
  const since = changesSoFar();
  return () => {
    for (const { view, lists } of done.filter(({ view: { id } }) => !hasChanged(id, since)))
      for (const list of lists) place(queryClient, feedKey(team, project, list), view, "what fits");
  };
}

/** Takes these out ahead of the server. @returns as doAhead */
export const takeOut = (queryClient: QueryClient, team: string, project: string, views: readonly CardView[]): (() => void) =>
  doAhead(queryClient, [team, project], views, ({ id }) => removeGeneration(queryClient, team, project, id));

/** Shows these as they will be, ahead of the server: in the order of a list one may move below what is loaded. @returns as doAhead */
export const showAhead = (
  queryClient: QueryClient,
  team: string,
  project: string,
  views: readonly CardView[],
  after: (view: CardView) => CardView,
): (() => void) =>
  doAhead(queryClient, [team, project], views, (view) => {
    const lists = listsOf(queryClient, team, project).filter((list) =>
      readFeed(queryClient, team, project, list).some(({ id }) => id === view.id),
    );
    upsertGeneration(queryClient, team, project, after(view));
    return lists;
  });

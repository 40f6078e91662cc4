import type { QueryClient } from "@tanstack/react-query";
import type { CardView } from "@/lib/generations/view";
import { encodeCursor } from "@/lib/shared/cursor";
import { endsOf, type Feed, feedKey, feedOf, findOf, itemsOf, newerOf, orderOf } from "./query-options";

const cursorOf = ({ created, id }: CardView): string => encodeCursor({ createdAt: new Date(created), id });

/**
 * Lets go of what is loaded of a list, which is in the order of time, but for the cards from one to another: what goes is asked for again by
 * whoever comes back to it.
 * @param into the list that goes on with them, where it is another one
 */
export function keepBetween(
  queryClient: QueryClient,
  [team, project, list]: readonly [team: string, project: string, list: string],
  [first, last]: readonly [first: CardView, last: CardView],
  into = list,
): void {
  const feed = queryClient.getQueryData<Feed>(feedKey(team, project, list));
  const items = feed ? itemsOf(feed) : [];
  const from = items.findIndex(({ id }) => id === first.id);
  const to = items.findIndex(({ id }) => id === last.id);
  if (!feed || from === -1 || to < from) return;
  const { prevCursor, nextCursor } = endsOf(feed);
  queryClient.setQueryData<Feed>(
    feedKey(team, project, into),
    feedOf(items.slice(from, to + 1), {
      prevCursor: from > 0 ? cursorOf(items[from]!) : prevCursor,
      nextCursor: to < items.length - 1 ? cursorOf(items[to]!) : nextCursor,
    }),
  );
}

/** A part that was gone through up to the very top is the list itself from now on: what is new comes to it as to any other. */
export function joinTop(queryClient: QueryClient, team: string, project: string, list: string): void {
  const find = findOf(list);
  const isBefore = orderOf(find);
  const part = queryClient.getQueryData<Feed>(feedKey(team, project, list));
  if (!part) return;
  queryClient.setQueryData<Feed>(feedKey(team, project, find), (top) => {
    const known = new Map(itemsOf(part).map((item) => [item.id, item]));
    for (const item of top ? itemsOf(top) : []) known.set(item.id, newerOf(known.get(item.id), item));
    const items = [...known.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
    // It goes on where the one that reaches further does.
    const isLonger = top !== undefined && itemsOf(top).at(-1) === items.at(-1) && itemsOf(part).at(-1)?.id !== items.at(-1)?.id;
    return feedOf(items, { nextCursor: endsOf(isLonger ? top : part).nextCursor });
  });
  queryClient.removeQueries({ queryKey: feedKey(team, project, list), exact: true });
}

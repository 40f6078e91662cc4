import { infiniteQueryOptions, type InfiniteData, type QueryClient, queryOptions } from "@tanstack/react-query";
import { type PackedPage, unpackPage } from "@/lib/generations/page";
import { parseFind, type Sort } from "@/lib/generations/find/find";
import type { CardView, ClipView, GenerationPage, RevisionPage } from "@/lib/generations/view";
import { type ListedFrom, paths } from "@/lib/shared/paths";
import { fetchJson, RequestError } from "@/components/data/fetch-json";
import { settleOptimistic } from "./optimistic";

export type Feed = InfiniteData<GenerationPage, string | null>;

/** What the server refused it refuses again; only what did not arrive is worth asking twice more. */
export const retry = (failures: number, error: Error): boolean => failures < 2 && !(error instanceof RequestError && error.error);

const fetchPage = async (url: string, signal?: AbortSignal): Promise<GenerationPage> =>
  unpackPage(await fetchJson<PackedPage>(url, signal));

/**
 * A list is what is looked for (`find`, as writeFind writes it; "" for everything), and, where it does not begin at the top, the moment
 * at which it does, as the clock shows it in a zone. From there it goes on both ways.
 */
export const listAt = (find: string, at: string): string => (at === "" ? find : `${find}#${at}`);
export const findOf = (list: string): string => list.split("#", 1)[0]!;
const atOf = (list: string): string => list.slice(findOf(list).length + 1);

export const feedKey = (team: string, project: string, list: string) => ["generations", team, project, list] as const;

/** Before a cursor: it leads to the page in front of it. */
const BACK = "<";

function fromOf(list: string, param: string | null): ListedFrom {
  if (param?.startsWith(BACK)) return { cursor: param.slice(BACK.length), back: "1" };
  if (param !== null) return { cursor: param };
  const [at, zone] = atOf(list).split(" ");
  return at ? { at, zone } : {};
}

/**
 * A project's history page by page, or what is found in it. `firstPage` is what
 * the server rendered. Nothing refetches the whole list by itself: changes arrive one by one, and `refreshFeed` looks at the top again.
 */
export const generationsQuery = (team: string, project: string, list = "", firstPage?: GenerationPage) =>
  infiniteQueryOptions({
    queryKey: feedKey(team, project, list),
    queryFn: ({ pageParam, signal }) =>
      fetchPage(paths.api.generations(team, project, { find: findOf(list), ...fromOf(list, pageParam) }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    getPreviousPageParam: (page) => (page.prevCursor ? BACK + page.prevCursor : null),
    ...(firstPage ? { initialData: { pages: [firstPage], pageParams: [null] } } : {}),
    retry,
    staleTime: Infinity,
    // What is chosen in a list that is not looked at is chosen as long as the list is known.
    gcTime: 30 * 60_000,
  });

/** All that is known of one generation, for whoever opens it. */
export const clipQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: ["clip", team, id],
    queryFn: ({ signal }) => fetchJson<ClipView>(paths.api.generation(team, id), signal),
    retry,
    staleTime: 5_000,
  });

/** Newest first; equal times are told apart by id, as the server does. */
const isNewer = (a: CardView, b: CardView): boolean => (a.created === b.created ? a.id > b.id : a.created > b.created);

/** What goes before time, where something does. */
const RANKS: Partial<Record<Sort, (view: CardView) => number>> = {
  rating: ({ marks }) => marks?.rating ?? 0,
  longest: ({ slate }) => slate.seconds ?? 0,
};

/** The order of a list. */
export function orderOf(find: string): (a: CardView, b: CardView) => boolean {
  const { sort } = parseFind(find);
  if (sort === "oldest") return (a, b) => isNewer(b, a);
  const rankOf = sort && RANKS[sort];
  return rankOf ? (a, b) => (rankOf(a) === rankOf(b) ? isNewer(a, b) : rankOf(a) > rankOf(b)) : isNewer;
}

export const itemsOf = (feed: Feed): CardView[] => feed.pages.flatMap((page) => page.items);

type Ends = Omit<GenerationPage, "items">;

/** One page is as good as many: only the cursors at the ends lead on. */
export const feedOf = (items: CardView[], ends: Ends): Feed => ({ pages: [{ items, ...ends }], pageParams: [null] });

/** Where a list goes on, on either side. */
export const endsOf = ({ pages }: Pick<Feed, "pages">): Required<Ends> => ({
  nextCursor: pages.at(-1)?.nextCursor ?? null,
  prevCursor: pages[0]?.prevCursor ?? null,
});

// When a card last changed in this tab, counted in changes: a page whose reading began before that says nothing against it.
const changedAt = new Map<string, number>();
let changes = 0;
export const changesSoFar = (): number => changes;
const noteChange = (id: string): void => void changedAt.set(id, ++changes);
export const hasChanged = (id: string, since: number): boolean => (changedAt.get(id) ?? 0) > since;

/** The lists of a project that are loaded, or those of one find. */
export const listsOf = (queryClient: QueryClient, team: string, project: string, find?: string): string[] =>
  queryClient
    .getQueriesData<Feed>({ queryKey: ["generations", team, project] })
    .map(([key]) => String(key[3]))
    .filter((list) => find === undefined || findOf(list) === find);

/** Whether a list takes what it did not have. */
type Taking = "what fits" | "what it has";

/** Puts a view into one list, at its place in the order. One that lies beyond what is loaded waits for its page. */
export function place(queryClient: QueryClient, key: ReturnType<typeof feedKey>, view: CardView, taking: Taking): void {
  const isBefore = orderOf(findOf(key[3]));
  queryClient.setQueryData<Feed>(key, (feed) => {
    if (!feed) return feed;
    const items = itemsOf(feed);
    const index = items.findIndex((item) => item.id === view.id);
    const known = items[index];
    if (known ? known.revision > view.revision : taking === "what it has") return feed;
    noteChange(view.id);
    const isWhereItWas = known && !isBefore(known, view) && !isBefore(view, known);
    const ends = endsOf(feed);
    if (isWhereItWas) return feedOf(items.with(index, view), ends);
    const rest = known ? items.toSpliced(index, 1) : items;
    const at = rest.findIndex((item) => isBefore(view, item));
    const isBeyond = (at === -1 && ends.nextCursor !== null) || (at === 0 && ends.prevCursor !== null);
    if (isBeyond) return known ? feedOf(rest, ends) : feed;
    return feedOf(rest.toSpliced(at === -1 ? rest.length : at, 0, view), ends);
  });
}

/**
 * Puts a new or changed view where it belongs: into the project's list, and where it is shown already. Whether it fits what
 * somebody looks for, the server alone knows. An answer that is older than what is shown changes nothing.
 */
export function upsertGeneration(queryClient: QueryClient, team: string, project: string, view: CardView): void {
  const open = clipQuery(team, view.id).queryKey;
  const clip = queryClient.getQueryData(open);
  if (clip && clip.card.revision < view.revision) void queryClient.invalidateQueries({ queryKey: open, exact: true });
  settleOptimistic(queryClient, team, project, view.id, null);
  for (const list of listsOf(queryClient, team, project))
    place(queryClient, feedKey(team, project, list), view, findOf(list) === "" ? "what fits" : "what it has");
}

/** Out of every list of the project, or out of those of a find that it fits no more. @returns those that it was in */
export function removeGeneration(queryClient: QueryClient, team: string, project: string, id: string, from?: string): string[] {
  noteChange(id);
  return listsOf(queryClient, team, project, from).filter((list) => {
    const feed = queryClient.getQueryData<Feed>(feedKey(team, project, list));
    const rest = feed && itemsOf(feed).filter((item) => item.id !== id);
    if (!feed || !rest || rest.length === itemsOf(feed).length) return false;
    queryClient.setQueryData<Feed>(feedKey(team, project, list), feedOf(rest, endsOf(feed)));
    return true;
  });
}

/** What is loaded of a project, newest first, for whoever must know what is open; with `list` that one alone. */
export const readFeed = (queryClient: QueryClient, team: string, project: string, list?: string): CardView[] =>
  readLists(queryClient, team, project, list === undefined ? listsOf(queryClient, team, project) : [list]);

/** What is loaded of a find, wherever somebody was in it. */
export const readFound = (queryClient: QueryClient, team: string, project: string, find: string): CardView[] =>
  readLists(queryClient, team, project, listsOf(queryClient, team, project, find));

function readLists(queryClient: QueryClient, team: string, project: string, names: readonly string[]): CardView[] {
  const lists = names.map((one) => {
    const feed = queryClient.getQueryData<Feed>(feedKey(team, project, one));
    return feed ? itemsOf(feed) : [];
  });
  if (lists.length === 1) return lists[0]!;
  const known = new Map<string, CardView>();
  for (const item of lists.flat()) known.set(item.id, newerOf(known.get(item.id), item));
  return [...known.values()].sort((a, b) => (isNewer(a, b) ? -1 : 1));
}

/** What is younger may have been made while the page was being read. */
const YOUNG_MS = 60_000;

/**
 * Lays a fresh first page over what is loaded: within its reach it is the truth, below it the loaded rows stay, and so does what
 * changed here since its reading began. When so much is new that the two do not touch, the fresh page starts the list anew, so
 * that nothing is missing.
 */
export function mergeFirstPage(
  queryClient: QueryClient,
  team: string,
  project: string,
  page: GenerationPage,
  { since = changes, find = "" }: { since?: number; find?: string } = {},
): void {
  const isBefore = orderOf(find);
  queryClient.setQueryData<Feed>(feedKey(team, project, find), (feed) => {
    const items = feed ? itemsOf(feed) : [];
    const known = new Map(items.map((item) => [item.id, item]));
    const [newestFresh] = page.items;
    const oldestFresh = page.items.at(-1);
    const youngest = Date.now() - YOUNG_MS;
    const isYoung = (item: CardView) => (!newestFresh || isBefore(item, newestFresh)) && Date.parse(item.created) > youngest;
    const isBelow = (item: CardView) => oldestFresh !== undefined && isBefore(oldestFresh, item);
    const fresh = page.items.filter(({ id }) => known.has(id) || !hasChanged(id, since)).map((item) => newerOf(known.get(item.id), item));
    const answered = new Set(page.items.map(({ id }) => id));
    const kept = items.filter((item) => !answered.has(item.id) && !isBelow(item) && (isYoung(item) || hasChanged(item.id, since)));
    const top = [...kept, ...fresh].sort((a, b) => (isBefore(a, b) ? -1 : 1));
    const isWhole = page.nextCursor === null || !oldestFresh;
    const touches = items[0] !== undefined && oldestFresh !== undefined && !isBefore(oldestFresh, items[0]);
    if (!feed || isWhole || !touches) return feedOf(top, { nextCursor: page.nextCursor });
    const below = items.filter(isBelow);
    return feedOf([...top, ...below], { nextCursor: below.length > 0 ? endsOf(feed).nextCursor : page.nextCursor });
  });
}

export const newerOf = (known: CardView | undefined, fresh: CardView): CardView =>
  known && known.revision > fresh.revision ? known : fresh;

/** Looks at the top of the list again: at its revisions, and then at those cards alone that are others. @throws RequestError */
export async function refreshFeed(queryClient: QueryClient, team: string, project: string, find = ""): Promise<void> {
  const since = changes;
  const top = await fetchJson<RevisionPage>(paths.api.generationRevisions(team, project, find));
  const cards = new Map(readFeed(queryClient, team, project).map((item) => [item.id, item]));
  const changed = top.items.filter(({ id, revision }) => cards.get(id)?.revision !== revision).map(({ id }) => id);
  for (const view of await fetchCards(team, project, changed)) cards.set(view.id, view);
  const items = top.items.flatMap(({ id }) => cards.get(id) ?? []);
  mergeFirstPage(queryClient, team, project, { items, nextCursor: top.nextCursor }, { since, find });
}

/** As many as the server answers at once. */
const MOST_AT_ONCE = 60;

const fetchCards = async (team: string, project: string, ids: readonly string[], find = ""): Promise<CardView[]> =>
  ids.length === 0 ? [] : (await fetchPage(paths.api.generationsById(team, project, ids, find))).items;

/**
 * Looks at some generations again: what fits comes into the list of this find, at its place, and what is gone, does not fit, or was never
 * of this project leaves it. @returns what fits; @throws RequestError
 */
export async function refreshGenerations(
  queryClient: QueryClient,
  team: string,
  project: string,
  ids: readonly string[],
  find = "",
): Promise<CardView[]> {
  const all: CardView[] = [];
  for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
    const asked = ids.slice(from, from + MOST_AT_ONCE);
    const since = changes;
    const found = new Map((await fetchCards(team, project, asked, find)).map((view) => [view.id, view]));
    all.push(...found.values());
    const lists = listsOf(queryClient, team, project, find);
    const here = new Set(readFound(queryClient, team, project, find).map(({ id }) => id));
    // Where takes are stacked, the faces of their recipes come with them.
    for (const id of new Set([...asked, ...found.keys()])) {
      const view = found.get(id);
      if (hasChanged(id, since) && !(view && here.has(id))) continue;
      if (!view) removeGeneration(queryClient, team, project, id, find || undefined);
      else {
        upsertGeneration(queryClient, team, project, view);
        if (find !== "") for (const list of lists) place(queryClient, feedKey(team, project, list), view, "what fits");
      }
    }
  }
  return all;
}

import { infiniteQueryOptions, type InfiniteData, keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { LibraryFile, LibraryItem, LibraryPage, ShelvesView } from "@/lib/library/view";
import { paths } from "@/lib/shared/paths";

type Pages = InfiniteData<LibraryPage, string | null>;
const listKey = (team: string) => ["library", team] as const;

/** What the library has and fits, page by page; `firstPage` is what the server rendered. */
export const libraryQuery = (team: string, find: string, firstPage?: LibraryPage) =>
  infiniteQueryOptions({
    queryKey: [...listKey(team), find],
    queryFn: ({ pageParam, signal }) => fetchJson<LibraryPage>(paths.api.library(team, find, pageParam ?? undefined), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...(firstPage ? { initialData: { pages: [firstPage], pageParams: [null] } } : {}),
    // What was found stays in sight until the next answer is here.
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    // Changes arrive by `refreshTop`, and never by asking for every page again.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchOnMount: (query) => query.state.data === undefined || query.state.data.pages.length === 1,
  });

export const libraryFileQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: ["library-file", team, id],
    queryFn: ({ signal }) => fetchJson<LibraryFile>(paths.api.libraryFile(team, id), signal),
    staleTime: 5_000,
  });

export const shelvesQuery = (team: string, initial?: ShelvesView) =>
  queryOptions({
    queryKey: ["shelves", team],
    queryFn: ({ signal }) => fetchJson<ShelvesView>(paths.api.shelves(team), signal),
    staleTime: 5_000,
    ...(initial && { initialData: initial }),
  });

const change = (queryClient: QueryClient, team: string, work: (items: LibraryItem[]) => LibraryItem[]): void =>
  void queryClient.setQueriesData<Pages>(
    { queryKey: listKey(team) },
    (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: work(page.items) })) },
  );

/** Puts these in the place of what was known of them. */
export function putItems(queryClient: QueryClient, team: string, items: readonly LibraryItem[]): void {
  const known = new Map(items.map((item) => [item.id, item]));
  change(queryClient, team, (all) => all.map((item) => known.get(item.id) ?? item));
}

export function dropItems(queryClient: QueryClient, team: string, ids: ReadonlySet<string>): void {
  change(queryClient, team, (all) => all.filter(({ id }) => !ids.has(id)));
}

/**
 * Looks at the top of a list again. What lies below the page that comes stays loaded as it was, so that nothing is asked for twice, however far somebody has scrolled.
 */
export async function refreshTop(queryClient: QueryClient, team: string, find: string): Promise<void> {
  const { queryKey } = libraryQuery(team, find);
  const page = await fetchJson<LibraryPage>(paths.api.library(team, find)).catch(() => null);
  if (page === null) return;
  queryClient.setQueryData<Pages>(queryKey, (data) => {
    if (!data || page.nextCursor === null) return { pages: [page], pageParams: [null] };
    const before = data.pages.flatMap(({ items }) => items);
    const end = before.findIndex(({ id }) => id === page.items.at(-1)?.id);
    const fresh = new Set(page.items.map(({ id }) => id));
    const rest = end === -1 ? [] : before.slice(end + 1).filter(({ id }) => !fresh.has(id));
    const nextCursor = rest.length > 0 ? data.pages.at(-1)!.nextCursor : page.nextCursor;
    return { pages: [{ items: [...page.items, ...rest], nextCursor }], pageParams: [null] };
  });
}

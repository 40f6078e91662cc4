import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { Count } from "@/lib/generations/find/find-clips";
import type { SavedViewView } from "@/lib/generations/find/saved-view";
import { paths } from "@/lib/shared/paths";

/** How many fit; looked at again when the list is looked at. */
export const countQuery = (team: string, project: string, find: string) =>
  queryOptions({
    queryKey: ["clip-count", team, project, find],
    queryFn: ({ signal }) => fetchJson<Count>(paths.api.clipCount(team, project, find), signal),
    staleTime: 5_000,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  });

/** Whose clips can be looked for. */
export const authorsQuery = (team: string) =>
  queryOptions({
    queryKey: ["clip-authors", team],
    queryFn: ({ signal }) => fetchJson<{ id: string; name: string }[]>(paths.api.clipAuthors(team), signal),
    staleTime: 60_000,
  });

export const savedViewsQuery = (team: string) =>
  queryOptions({
    queryKey: ["saved-views", team],
    queryFn: ({ signal }) => fetchJson<SavedViewView[]>(paths.api.savedViews(team), signal),
    staleTime: 0,
  });

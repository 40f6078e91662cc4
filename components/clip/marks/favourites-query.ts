import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import { paths } from "@/lib/shared/paths";

/** One's own favourites in a project. Nobody is told when they change, so a page looks again when it is looked at. */
export const favouritesQuery = (team: string, project: string) =>
  queryOptions({
    queryKey: ["favourites", team, project],
    queryFn: ({ signal }) => fetchJson<string[]>(paths.api.favourites(team, project), signal),
    staleTime: 5_000,
    refetchOnWindowFocus: true,
  });

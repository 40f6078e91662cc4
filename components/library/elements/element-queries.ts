import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { ElementView } from "@/lib/assets/elements/view";
import type { ElementUses } from "@/lib/library/view";
import { paths } from "@/lib/shared/paths";

/** All elements of the team, by name; `initial` is what the server rendered. */
export const elementsQuery = (team: string, initial?: ElementView[]) =>
  queryOptions({
    queryKey: ["elements", team],
    queryFn: ({ signal }) => fetchJson<ElementView[]>(paths.api.elements(team), signal),
    staleTime: 5_000,
    ...(initial && { initialData: initial }),
  });

/** The clips that an element was used for. */
export const elementUsesQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: ["element-uses", team, id],
    queryFn: ({ signal }) => fetchJson<ElementUses>(paths.api.elementUses(team, id), signal),
    staleTime: 5_000,
  });

import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { LabelsView } from "@/lib/generations/view";
import { paths } from "@/lib/shared/paths";

/** Where clips of a project can be put, asked for when somebody opens a list of it. */
export const labelsQuery = (team: string, project: string) =>
  queryOptions({
    queryKey: ["labels", team, project],
    queryFn: ({ signal }) => fetchJson<LabelsView>(paths.api.labels(team, project), signal),
    staleTime: 5_000,
  });

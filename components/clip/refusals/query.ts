import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { ProjectRefusals } from "@/lib/generations/refusals/list-refusals";
import { paths } from "@/lib/shared/paths";

/** How often moderation refused of late, in one project or in each of a team. */
export const refusalsQuery = (team: string, project?: string) =>
  queryOptions({
    queryKey: ["refusals", team, project ?? null],
    queryFn: ({ signal }) => fetchJson<ProjectRefusals[]>(paths.api.refusals(team, project), signal),
    staleTime: 10_000,
  });

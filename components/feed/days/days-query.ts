import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { Days } from "@/lib/generations/find/find-clips";
import { paths } from "@/lib/shared/paths";

/**
 * On which days clips were made.
 * @param find what they fit, as writeFind writes it
 * @param newest the day of the newest that is known: with another there are other counts
 */
export const daysQuery = (team: string, project: string, zone: string, find: string, newest: string) =>
  queryOptions({
    queryKey: ["clip-days", team, project, zone, find, newest],
    queryFn: ({ signal }) => fetchJson<Days>(paths.api.clipDays(team, project, zone, find), signal),
    staleTime: 60_000,
    // Those of something else say nothing.
    placeholderData: (known, query) => (query?.queryKey[4] === find ? known : undefined),
  });

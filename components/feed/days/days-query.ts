import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { DayCount } from "@/lib/generations/find/count-days";
import { paths } from "@/lib/shared/paths";

/** On which days clips were made. @param newest the day of the newest that is known: with another there are other counts */
export const daysQuery = (team: string, project: string, zone: string, newest: string) =>
  queryOptions({
    queryKey: ["clip-days", team, project, zone, newest],
    queryFn: ({ signal }) => fetchJson<DayCount[]>(paths.api.clipDays(team, project, zone), signal),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { ReviewView, VotesView } from "@/lib/generations/review/view";
import { paths } from "@/lib/shared/paths";

/** Of all clips of a team. */
export const reviewKey = (team: string) => ["review", team] as const;

/** What people say of a clip; every change of the clip reads it anew while it is looked at, and so does whoever comes back to it. */
export const reviewQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: [...reviewKey(team), id],
    queryFn: ({ signal }) => fetchJson<ReviewView>(paths.api.review(team, id), signal),
    staleTime: 0,
  });

/** What was voted over clips that lie side by side; every vote reads it anew. */
export const votesQuery = (team: string, clips: readonly string[]) =>
  queryOptions({
    queryKey: ["votes", team, ...clips],
    queryFn: ({ signal }) => fetchJson<VotesView>(paths.api.votes(team, clips), signal),
  });

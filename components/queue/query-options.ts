import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { QueueCounts, QueueView } from "@/lib/queue/view";
import { paths } from "@/lib/shared/paths";

/** Read anew now and then even when no event comes: behind a proxy that swallows streams, and for times that run down. */
const POLL_MS = 20_000;

export const queueQuery = (team: string, initial?: QueueView) =>
  queryOptions({
    queryKey: ["queue", team],
    queryFn: ({ signal }) => fetchJson<QueueView>(paths.api.queue(team), signal),
    ...(initial ? { initialData: initial } : {}),
    // What was read before leaving the page is old when somebody comes back.
    staleTime: 2_000,
    refetchInterval: POLL_MS,
  });

export const queueCountsQuery = (team: string, initial?: QueueCounts) =>
  queryOptions({
    queryKey: ["queue-counts", team],
    queryFn: ({ signal }) => fetchJson<QueueCounts>(paths.api.queueCounts(team), signal),
    ...(initial ? { initialData: initial } : {}),
    refetchInterval: 3 * POLL_MS,
  });

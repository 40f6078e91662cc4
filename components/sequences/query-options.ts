import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { ExportView, SequenceSummary, SequenceView } from "@/lib/sequences/view";
import { paths } from "@/lib/shared/paths";

export const sequencesQuery = (team: string, project: string, initial?: SequenceSummary[]) =>
  queryOptions({
    queryKey: ["sequences", team, project],
    queryFn: ({ signal }) => fetchJson<SequenceSummary[]>(paths.api.sequences(team, project), signal),
    ...(initial ? { initialData: initial } : {}),
    staleTime: 5_000,
  });

/** What one sequence was exported to. Read anew now and then as well, behind a proxy that swallows streams. */
export const filmsQuery = (team: string, id: string, initial?: ExportView[]) =>
  queryOptions({
    queryKey: ["films", team, id],
    queryFn: ({ signal }) => fetchJson<ExportView[]>(paths.api.films(team, id), signal),
    ...(initial ? { initialData: initial } : {}),
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === "waiting" || status === "running") ? 5_000 : 60_000),
  });

export const fetchSequence = (team: string, id: string): Promise<SequenceView> => fetchJson<SequenceView>(paths.api.sequence(team, id));

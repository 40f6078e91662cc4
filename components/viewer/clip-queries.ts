import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { retry } from "@/components/clip/query-options";
import { fetchJson } from "@/components/data/fetch-json";
import type { CaptionsView } from "@/lib/generations/captions/schema";
import type { LineageView } from "@/lib/generations/lineage/view";
import type { CardView } from "@/lib/generations/view";
import { paths } from "@/lib/shared/paths";

/** The takes of one recipe, newest first. @param known what this tab knows of them: another answer is there when it changes */
export const takesQuery = (team: string, id: string, known = "") =>
  queryOptions({
    queryKey: ["takes", team, id, known],
    queryFn: ({ signal }) => fetchJson<CardView[]>(paths.api.generationTakes(team, id), signal),
    retry,
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });

/** What is said in a clip, to be read along with it. */
export const captionsQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: ["captions", team, id],
    queryFn: ({ signal }) => fetchJson<CaptionsView>(paths.api.generationCaptions(team, id), signal),
    retry,
    // What changes while nobody looks is told to nobody.
    staleTime: 0,
  });

/** What a clip was made from and used in; with `more` further in both directions. */
export const lineageQuery = (team: string, id: string, more: boolean) =>
  queryOptions({
    queryKey: ["lineage", team, id, more],
    queryFn: ({ signal }) => fetchJson<LineageView>(paths.api.generationLineage(team, id, more), signal),
    retry,
    // What changes while nobody looks is told to nobody.
    staleTime: 0,
  });

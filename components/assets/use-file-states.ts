"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { fetchJson } from "@/components/data/fetch-json";
import { noteRejection } from "@/components/data/outdated";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { prepareFilesAction } from "@/lib/assets/actions";
import type { FileStateView } from "@/lib/assets/faces/view";
import { paths } from "@/lib/shared/paths";

const NONE: readonly FileStateView[] = [];

const keyOf = (team: string, ids: readonly string[]) => ["file-states", team, ...ids] as const;

/** Where files stand with the provider, as it changes. @param files ids of files that have arrived, in any order */
export function useFileStates(team: string, files: readonly string[]): readonly FileStateView[] {
  const ids = files.toSorted();
  const queryKey = keyOf(team, ids);
  const { data = NONE } = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson<FileStateView[]>(paths.api.fileStates(team, ids), signal),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
  useLiveRefetch(queryKey, "asset");
  return data;
}

/** Files are about to be used: they are looked at, and put on their way to the provider, each time that others are on the page. */
export function usePrepared(team: string, files: readonly string[]): void {
  const queryClient = useQueryClient();
  const ids = files.toSorted();
  const prepare = useEffectEvent(async () => {
    if (ids.length === 0) return;
    const result = await prepareFilesAction(team, { ids });
    if (result.ok) queryClient.setQueryData(keyOf(team, ids), result.data);
  });
  const all = ids.join(",");
  useEffect(() => {
    // A clip that is sent brings its files there all the same.
    prepare().catch(noteRejection);
  }, [team, all]);
}

/** Asks anew where files stand, after something was done about it here. */
export function useLookAgain(team: string): () => void {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: ["file-states", team] });
}

"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { votesQuery } from "@/components/clip/review-query";
import { useAction } from "@/components/data/use-action";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { voteAction } from "@/lib/generations/review/actions";
import type { VotesView } from "@/lib/generations/review/view";

/** What somebody chose among these clips, and what all did. Whoever may not take part in reviews votes for themselves alone. */
export function useVotes(team: string, clips: readonly string[]) {
  const queryClient = useQueryClient();
  const query = votesQuery(team, clips);
  const { data, isPending } = useQuery(query);
  useLiveRefetch(query.queryKey, "vote");
  const { run, pending, error } = useAction();
  const [here, setHere] = useState<string | null>(null);
  const choose = (choice: string): void => {
    if (!data?.mayVote) return setHere(choice);
    run(
      () => voteAction(team, { clips: [...clips], choice }),
      (view: VotesView) => queryClient.setQueryData(query.queryKey, view),
    );
  };
  return {
    isKept: data?.mayVote ?? false,
    chosen: data?.own ?? here,
    votes: data?.votes ?? [],
    choose,
    /** Forgets what was chosen for oneself alone, so that it can be chosen anew. */
    again: () => setHere(null),
    pending: isPending || pending,
    error,
  };
}

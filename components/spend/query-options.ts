import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { Grouping, SpendChipView, SpendView } from "@/lib/budgets/view";
import { paths } from "@/lib/shared/paths";

/** Read anew now and then even when no event comes: behind a proxy that swallows streams. */
const POLL_MS = 60_000;

export const spendQuery = (team: string, month: string, by: Grouping, initial?: SpendView) =>
  queryOptions({
    queryKey: ["spend", team, month, by],
    queryFn: ({ signal }) => fetchJson<SpendView>(paths.api.spend(team, month, by), signal),
    ...(initial?.month === month && initial.by === by ? { initialData: initial } : {}),
    staleTime: 2_000,
    refetchInterval: POLL_MS,
  });

export const spendChipQuery = (team: string, initial: SpendChipView) =>
  queryOptions({
    // A key that was saved or removed comes with the page anew: what was read before is of another account.
    queryKey: ["spend-chip", team, initial.isEmulator],
    queryFn: ({ signal }) => fetchJson<SpendChipView>(paths.api.spendChip(team), signal),
    initialData: initial,
    refetchInterval: POLL_MS,
  });

import type { LimitsView } from "@/lib/budgets/view";

export const SUMS = ["month", "day", "clip", "askAbove"] as const;
export type SumName = (typeof SUMS)[number];
export type Sums = Pick<LimitsView, SumName>;

/** Those of the sums that somebody has changed here: the others are not sent, because another owner may have. */
export const changesOf = (saved: Sums, typed: Partial<Sums>): Partial<Sums> =>
  Object.fromEntries(SUMS.flatMap((name) => (typed[name] !== undefined && typed[name] !== saved[name] ? [[name, typed[name]]] : [])));

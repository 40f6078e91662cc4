import { queryOptions } from "@tanstack/react-query";
import { RequestError } from "@/components/data/fetch-json";
import { listSharesAction } from "@/lib/shares/actions";
import type { SharedThing } from "@/lib/shares/schema";

/** The links of one thing that work. */
export const sharesQuery = (team: string, of: SharedThing) =>
  queryOptions({
    queryKey: ["shares", team, of],
    // Guests are counted without a word to anybody.
    staleTime: 0,
    queryFn: async () => {
      const result = await listSharesAction(team, { of });
      if (!result.ok) throw new RequestError(result.error);
      return result.data;
    },
  });

import { reach } from "@/components/data/outdated";
import { queryOptions } from "@tanstack/react-query";
import { previewDraftAction } from "@/lib/generations/request-preview/actions";
import type { PreviewDraftInput } from "@/lib/generations/request-preview/schema";
import type { RequestPreview } from "@/lib/generations/request-preview/view";
import { paths } from "@/lib/shared/paths";
import { fetchJson, RequestError } from "@/components/data/fetch-json";

/** Looked at once and then thrown away: the next look is at another draft, or at a clip that went on meanwhile. */
const ONCE = { staleTime: Infinity, gcTime: 0, retry: false } as const;

export const draftRequestQuery = (team: string, draft: PreviewDraftInput) =>
  queryOptions({
    ...ONCE,
    queryKey: ["request-preview", team, draft],
    queryFn: async (): Promise<RequestPreview> => {
      const result = await reach(previewDraftAction(team, draft));
      if (result?.ok) return result.data;
      throw new RequestError(result?.error ?? null);
    },
  });

export const generationRequestQuery = (team: string, id: string) =>
  queryOptions({
    ...ONCE,
    queryKey: ["request-preview", team, id],
    queryFn: ({ signal }) => fetchJson<RequestPreview>(paths.api.generationRequest(team, id), signal),
  });

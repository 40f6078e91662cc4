import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { AssetView } from "@/lib/assets/view";
import type { Draft } from "@/lib/generations/schema";
import { shapeOf } from "@/lib/generations/shape";
import type { GenerationView } from "@/lib/generations/view";
import type { ActionError } from "@/lib/shared/result";

/** A card between the press of Generate and the server's answer. It lives in this tab only. */
export interface LocalGeneration {
  /** The id of the generation that the press makes. */
  key: string;
  view: GenerationView;
  /** Why it could not be recorded; null while the answer is awaited. */
  error: ActionError | null;
}

export interface OptimisticInput {
  key: string;
  projectId: string;
  draft: Draft;
  /** What is known of the files that the draft sends, in order. */
  inputs: readonly { role: GenerationView["inputs"][number]["role"]; asset: AssetView }[];
  author: GenerationView["author"];
}

const localKey = (team: string, project: string) => ["generations-local", team, project] as const;

export const localGenerationsQuery = (team: string, project: string) =>
  queryOptions<LocalGeneration[]>({
    queryKey: localKey(team, project),
    queryFn: () => [],
    initialData: [],
    staleTime: Infinity,
    gcTime: Infinity,
  });

const update = (queryClient: QueryClient, team: string, project: string, change: (list: LocalGeneration[]) => LocalGeneration[]): void => {
  queryClient.setQueryData<LocalGeneration[]>(localKey(team, project), (list) => change(list ?? []));
};

/** Shows the card before the server knows of it. Pressing again with the same key shows no second one. */
export function addOptimistic(queryClient: QueryClient, team: string, project: string, input: OptimisticInput): void {
  const local = { key: input.key, view: viewOf(input), error: null };
  update(queryClient, team, project, (list) => [local, ...list.filter((item) => item.key !== input.key)]);
}

/**
 * The answer is here, or the event of the new generation, which can be faster: the real card takes over, which has the
 * same id; or this one says why there is none.
 */
export function settleOptimistic(queryClient: QueryClient, team: string, project: string, key: string, error: ActionError | null): void {
  update(queryClient, team, project, (list) =>
    error ? list.map((item) => (item.key === key ? { ...item, error } : item)) : list.filter((item) => item.key !== key),
  );
}

function viewOf({ key, projectId, draft, inputs, author }: OptimisticInput): GenerationView {
  const recipe = { ...draft.recipe, prompt: draft.recipe.prompt.trim() };
  return {
    id: key,
    projectId,
    status: "waiting",
    version: -1,
    waitingFor: null,
    ahead: null,
    usual: null,
    author,
    recipe,
    inputs: [...inputs],
    estimate: { tokens: 0, micros: null },
    actual: { ratio: null, resolution: null, durationSeconds: null, seed: null, tokens: null, micros: null, model: null },
    apiStyle: null,
    providerTaskId: null,
    shape: shapeOf({
      ...recipe,
      actualResolution: null,
      actualRatio: null,
      video: null,
      inputs: inputs.map((input) => input.asset),
    }),
    video: null,
    hasPoster: false,
    hasLastFrame: false,
    failure: null,
    doubt: null,
    again: null,
    attempts: [],
    isFound: false,
    times: {
      created: new Date().toISOString(),
      sent: null,
      accepted: null,
      started: null,
      succeeded: null,
      finished: null,
      lastChecked: null,
      nextAction: null,
    },
    can: { cancel: false, delete: false, retry: false, resolve: false },
  };
}

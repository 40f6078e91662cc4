import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { AssetView } from "@/lib/assets/view";
import { isFailed } from "@/lib/generations/lifecycle";
import type { Draft, RetryInput } from "@/lib/generations/schema";
import { shapeOf } from "@/lib/generations/shape";
import { type CardView, cutPrompt, type GenerationInputView, type ProgressView } from "@/lib/generations/view";
import type { ActionError } from "@/lib/shared/result";

/** A card between the press of Generate and the server's answer. It lives in this tab only. */
export interface LocalGeneration {
  /** The id of the generation that the press makes. */
  key: string;
  view: CardView;
  /** Why it could not be recorded; null while the answer is awaited. */
  error: ActionError | null;
}

/** Ended without a clip: a line says all of it, and the room of a picture is left to pictures. */
export const isLine = (view: CardView, local?: Pick<LocalGeneration, "error">): boolean =>
  isFailed(view.status) || (local !== undefined && local.error !== null);

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
export function addOptimistic(queryClient: QueryClient, team: string, project: string, view: CardView): void {
  update(queryClient, team, project, (list) => [{ key: view.id, view, error: null }, ...list.filter((item) => item.key !== view.id)]);
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

const justPressed = (pictureId: string | null): Pick<CardView, "status" | "revision" | "created" | "progress"> => {
  const created = new Date().toISOString();
  const progress: ProgressView = {
    waitingFor: null,
    ahead: null,
    usual: null,
    apiStyle: null,
    sent: null,
    nextAction: null,
    pictureId,
  };
  return { status: "waiting", revision: -1, created, progress };
};

interface Press {
  id: string;
  draft: Draft;
  /** What is known of the files that the draft sends, in order. */
  inputs: readonly { role: GenerationInputView["role"]; asset: AssetView }[];
  author: CardView["author"];
}

/** The card of a press in the composer. */
export function cardOfPress({ id, draft, inputs, author: { id: authorId, name } }: Press): CardView {
  const { recipe } = draft;
  const assets = inputs.map((input) => input.asset);
  return {
    id,
    ...justPressed(assets.find((asset) => asset.kind !== "audio")?.id ?? null),
    prompt: cutPrompt(recipe.prompt.trim()),
    author: { id: authorId, name },
    slate: {
      mode: recipe.mode,
      model: recipe.model,
      resolution: recipe.resolution,
      ratio: recipe.ratio,
      seconds: recipe.durationSeconds,
      seed: recipe.seed ?? undefined,
      inputs: inputs.length || undefined,
    },
    shape: shapeOf({ ...recipe, actualResolution: null, actualRatio: null, video: null, inputs: assets }),
  };
}

interface Again {
  id: string;
  author: CardView["author"];
  changes?: RetryInput["changes"] | undefined;
}

/** The card of the same request once more. */
export function cardAgain({ prompt, slate, shape, progress }: CardView, { id, author, changes = {} }: Again): CardView {
  const { resolution = slate.resolution, durationSeconds = slate.seconds } = changes;
  const seed = changes.seed === null ? undefined : slate.seed;
  return {
    id,
    ...justPressed(progress?.pictureId ?? null),
    prompt: changes.prompt === undefined ? prompt : cutPrompt(changes.prompt),
    author: { id: author.id, name: author.name },
    slate: { ...slate, resolution, seconds: durationSeconds, seed },
    shape,
  };
}

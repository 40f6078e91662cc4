import type { UploadState } from "@/components/assets/upload-state";
import type { AssetView } from "@/lib/assets/view";
import { defaultRecipe } from "@/lib/recipes/default-recipe";
import type { PlannedInput } from "@/lib/recipes/plan";
import type { Recipe } from "@/lib/recipes/recipe";
import type { Draft } from "@/lib/generations/schema";
import type { DraftView } from "@/lib/generations/drafts/view";
import { isModelKey, PROMPT_LIMITS, SEED_RANGE, type Surface, type AssetKind, type InputRole, type ModelKey } from "@/lib/models/catalog";
import { findRequestProblems, type RequestInput, type RequestProblem, usedInputs } from "@/lib/models/request";
import { findMentions, type Mention } from "@/lib/models/mentions";
import type { PendingFile } from "./local-copy";
import { promptSize } from "../dock/prompt-size";

/** One file in the composer, whether the present mode uses it or not. */
export interface ComposerInput {
  /** Stable while the composer lives; not the asset's id, which comes later. */
  key: string;
  role: InputRole;
  name: string;
  kind: AssetKind;
  asset: AssetView | null;
  upload: UploadState | null;
  /** A local picture or clip to show before the server has a thumbnail; released by the upload queue. */
  previewUrl: string | null;
  /** Measured in this browser, so that totals are right before the upload ends. */
  measured: { width: number | null; height: number | null; durationMs: number | null } | null;
}

/** All that the composer holds: the settings of a draft, and its files with their state. */
export interface ComposerState extends Recipe {
  model: ModelKey;
  inputs: ComposerInput[];
}

export const emptyState = (): ComposerState => ({ ...defaultRecipe(), inputs: [] });

/** What a saved asset looks like in the composer: one that never arrived was interrupted, a refused one keeps its reason. */
export const inputFromAsset = (asset: AssetView, role: InputRole, key: string): ComposerInput => ({
  key,
  role,
  name: asset.name,
  kind: asset.kind,
  asset,
  previewUrl: null,
  measured: null,
  upload:
    asset.status === "uploading" ? { step: "interrupted" } : asset.problem && { step: "problem", problem: asset.problem, retryable: false },
});

/** The state that a saved draft describes. Inputs whose asset is gone are left out. */
export function stateFromDraft(view: Omit<DraftView, "version">): ComposerState {
  const { draft, assets } = view;
  const byId = new Map(assets.map((asset) => [asset.id, asset]));
  const inputs = draft.inputs.flatMap(({ assetId, role }, index) => {
    const asset = byId.get(assetId);
    return asset ? [inputFromAsset(asset, role, `saved-${index}-${assetId}`)] : [];
  });
  const defaults = defaultRecipe();
  const { model } = draft.recipe;
  return { ...defaults, ...draft.recipe, model: isModelKey(model) ? model : defaults.model, inputs };
}

/** Puts files back in their places that were chosen and never reached the server: their bytes have to be chosen again. */
export function withPending(state: ComposerState, pending: readonly PendingFile[]): ComposerState {
  const inputs = [...state.inputs];
  for (const { position, role, kind, name } of pending.toSorted((a, b) => a.position - b.position)) {
    inputs.splice(position, 0, {
      key: `pending-${position}-${name}`,
      role,
      kind,
      name,
      asset: null,
      upload: { step: "interrupted" },
      previewUrl: null,
      measured: null,
    });
  }
  return { ...state, inputs };
}

export const pendingOf = (state: ComposerState): PendingFile[] =>
  state.inputs.flatMap(({ asset, role, kind, name }, position) => (asset ? [] : [{ position, role, kind, name }]));

/** The draft as it is saved and sent: everything, parked files too, without what only this browser knows. */
export function draftFromState(state: ComposerState): Draft {
  const { inputs, ...recipe } = state;
  return {
    recipe: { ...recipe, seed: recipe.seed === SEED_RANGE.random ? null : recipe.seed },
    inputs: inputs.flatMap(({ asset, role }) => (asset ? [{ role, assetId: asset.id }] : [])),
  };
}

export const sizeOf = (input: ComposerInput): { width: number | null; height: number | null } =>
  input.asset?.width
    ? { width: input.asset.width, height: input.asset.height }
    : { width: input.measured?.width ?? null, height: input.measured?.height ?? null };

export const durationOf = (input: ComposerInput): number | null => input.asset?.durationMs ?? input.measured?.durationMs ?? null;

export function statusOf(input: ComposerInput): RequestInput["status"] {
  if (input.upload?.step === "problem" || input.upload?.step === "interrupted") return "failed";
  if (input.upload) return "uploading";
  return input.asset?.status ?? "uploading";
}

/** The files as a plan judges them. */
export const plannedInputs = (state: ComposerState): PlannedInput[] =>
  state.inputs.map((input) => ({
    role: input.role,
    assetId: input.asset?.id ?? input.key,
    kind: input.kind,
    status: statusOf(input),
    durationMs: durationOf(input),
    sizeBytes: input.asset?.sizeBytes ?? null,
    ...sizeOf(input),
  }));

/** Why this cannot be sent; the length of the prompt is the form's own matter, the rest is the model's. */
export interface ComposerProblem {
  /** A message key under `problems`. */
  code: RequestProblem["code"] | "promptTooLong";
  slot: RequestProblem["slot"];
  values?: Record<string, string | number>;
}

export function findComposerProblems(state: ComposerState, surface: Surface): ComposerProblem[] {
  const found: ComposerProblem[] = findRequestProblems({ ...state, inputs: plannedInputs(state) }, surface);
  // Five files on their way are one thing to wait for.
  const problems = found.filter(
    (problem, index) => found.findIndex((other) => other.code === problem.code && other.slot === problem.slot) === index,
  );
  const { tooLong, characters } = promptSize(state.prompt);
  return tooLong
    ? [...problems, { code: "promptTooLong", slot: "prompt", values: { characters, limit: PROMPT_LIMITS.maxCodePoints } }]
    : problems;
}

/** Problems that are only the work still to be done; nobody is reproached for them before pressing Generate. */
export const isYetToDo = ({ code }: ComposerProblem): boolean =>
  ["promptEmpty", "firstFrameMissing", "lastFrameMissing", "referencesMissing", "uploading"].includes(code);

export const firstFrameOf = (state: ComposerState): ComposerInput | null =>
  state.inputs.find((input) => input.role === "firstFrame") ?? null;

/** Numbers that the prompt names and no file has, where there are files: "Image 3" beside one image. */
export function unknownMentions(state: ComposerState): Mention[] {
  const kinds = usedInputs(state.mode, state.inputs).map((input) => input.kind);
  return kinds.length > 0 ? findMentions(state.prompt, kinds).unknown : [];
}

/** Nothing has been typed or brought in yet: then problems are not pointed out before they are asked for. */
export const isPristine = (state: ComposerState): boolean => state.prompt === "" && state.inputs.length === 0;

import type { UploadState } from "@/components/assets/upload-state";
import { type ElementRef, isConsentOver } from "@/lib/assets/elements/view";
import type { AssetView } from "@/lib/assets/view";
import { defaultRecipe } from "@/lib/recipes/default-recipe";
import type { PlannedInput } from "@/lib/recipes/plan";
import type { Recipe } from "@/lib/recipes/recipe";
import type { ShotList } from "@/lib/recipes/shots/shot";
import { toDraftInput } from "@/lib/generations/draft-input";
import type { Draft } from "@/lib/generations/schema";
import type { DraftView } from "@/lib/generations/drafts/view";
import { isModelKey, SEED_RANGE, type Surface, type AssetKind, type InputRole, type ModelKey } from "@/lib/models/catalog";
import { findRequestProblems, type RequestInput, type RequestProblem, usedInputs } from "@/lib/models/request";
import { findMentions, type Mention } from "@/lib/models/mentions";
import { mentionName, mentionStyleOf } from "@/lib/models/mention-tokens";
import { compiledPrompt, strandedMentions } from "./follow-mentions";
import type { PendingFile } from "./local-copy";

/** One file in the composer, whether the present mode uses it or not. */
export interface ComposerInput {
  /** Stable while the composer lives; not the asset's id, which comes later. */
  key: string;
  role: InputRole;
  name: string;
  kind: AssetKind;
  asset: AssetView | null;
  /** The element that it came with: all files of one come, move and go together. */
  element?: ElementRef | undefined;
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
  /** The generation whose recipe was taken over. */
  madeFromId?: string | undefined;
  /** `preamble` is not the project's: taken over from a clip, or switched off for this one. */
  ownPreamble?: true | undefined;
  /** How many clips a press of Generate makes. */
  takes: number;
  /** The list of shots beside the prompt, where there is one. */
  shots?: ShotList | undefined;
}

export const emptyState = (): ComposerState => ({ ...defaultRecipe(), inputs: [], takes: 1 });

/** What a saved asset looks like in the composer: one that never arrived was interrupted, a refused one keeps its reason. */
export const inputFromAsset = (asset: AssetView, role: InputRole, key: string, element?: ElementRef): ComposerInput => ({
  key,
  role,
  ...(element && { element }),
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
  const { draft, assets, elements = [] } = view;
  const byId = new Map(assets.map((asset) => [asset.id, asset]));
  const inputs = draft.inputs.flatMap(({ assetId, role, elementVersionId }, index) => {
    const asset = byId.get(assetId);
    const element = elements.find(({ versionId }) => versionId === elementVersionId);
    return asset ? [inputFromAsset(asset, role, `saved-${index}-${assetId}`, element)] : [];
  });
  const defaults = defaultRecipe();
  const { model } = draft.recipe;
  const { madeFromId, ownPreamble, takes = 1, shots } = draft;
  return {
    ...defaults,
    ...draft.recipe,
    model: isModelKey(model) ? model : defaults.model,
    inputs,
    takes,
    ...(madeFromId && { madeFromId }),
    ...(ownPreamble && { ownPreamble }),
    ...(shots && { shots }),
  };
}

/** Another tab's draft, in which the files that this one is sending stay the ones that they are. */
export function stateFromTheirs(view: DraftView, { inputs }: ComposerState): ComposerState {
  const state = stateFromDraft(view);
  const sending = inputs.filter(({ upload }) => upload && upload.step !== "interrupted");
  const found = (input: ComposerInput) => sending.find(({ asset }) => asset?.id === input.asset?.id);
  return { ...state, inputs: state.inputs.map((input) => ({ ...input, ...found(input), role: input.role })) };
}

/**
 * A draft without words of its own has its project's before the prompt; those that are the project's are not its own. None at
 * all stays a choice also while the project has none.
 */
export function withPreamble(state: ComposerState, preamble: string): ComposerState {
  if (state.ownPreamble ? state.preamble === "" || state.preamble !== preamble : state.preamble === preamble) return state;
  return { ...state, preamble, ownPreamble: undefined };
}

/** Puts files back in their places that were chosen and never reached the server: their bytes have to be chosen again. */
export function withPending(state: ComposerState, pending: readonly PendingFile[]): ComposerState {
  const inputs = [...state.inputs];
  for (const { position, key, role, kind, name } of pending.toSorted((a, b) => a.position - b.position)) {
    inputs.splice(position, 0, {
      // Its own again: mentions hold it.
      key: key ?? `pending-${position}`,
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
  state.inputs.flatMap(({ key, asset, role, kind, name }, position) => (asset ? [] : [{ position, key, role, kind, name }]));

/** The draft as it is saved: what its project puts before the prompt is the project's to keep. */
export const savedDraft = (state: ComposerState): Draft => draftFromState(state.ownPreamble ? state : { ...state, preamble: "" });

/** The draft as it is sent: everything, parked files too, without what only this browser knows. */
export function draftFromState(state: ComposerState): Draft {
  const { inputs, madeFromId, ownPreamble, takes, shots, ...recipe } = state;
  return {
    recipe: { ...recipe, seed: recipe.seed === SEED_RANGE.random ? null : recipe.seed },
    inputs: inputs.flatMap(({ asset, role, element }) => (asset ? [toDraftInput({ role, asset, element })] : [])),
    ...(madeFromId && { madeFromId }),
    ...(ownPreamble && { ownPreamble }),
    ...(takes > 1 && { takes }),
    ...(shots && { shots: { ...shots, rows: [...shots.rows] } }),
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
    // One that is too long says so itself; its length is no second problem, of all together.
    durationMs: input.upload?.step === "problem" ? null : durationOf(input),
    sizeBytes: input.asset?.sizeBytes ?? null,
    lapsed: input.element && isConsentOver(input.element) ? input.element.name : undefined,
    ...sizeOf(input),
  }));

/** Why this cannot be sent. */
export interface ComposerProblem {
  /** A message key under `problems`. */
  code: RequestProblem["code"] | "mentionRemoved" | "mentionParked";
  slot: RequestProblem["slot"];
  values?: Record<string, string | number>;
}

export function findComposerProblems(state: ComposerState, surface: Surface): ComposerProblem[] {
  const prompt = compiledPrompt(state);
  const found = [...findRequestProblems({ ...state, prompt, inputs: plannedInputs(state) }, surface), ...findStranded(state)].filter(
    // Here is known which they are.
    ({ code }) => code !== "mentionMissing",
  );
  // Five files on their way are one thing to wait for.
  return found.filter((problem, index) => found.findIndex((other) => other.code === problem.code && other.slot === problem.slot) === index);
}

/** Mentions of what would not be sent, each group with its reason. */
function findStranded(state: ComposerState): ComposerProblem[] {
  const stranded = strandedMentions(state.prompt, state);
  const style = mentionStyleOf(state.prompt);
  const problem = (code: "mentionRemoved" | "mentionParked", those: typeof stranded): ComposerProblem[] => {
    const names = those.flatMap(({ name }) => (name ? [mentionName(name, style)] : [])).join(style === "zh" ? "、" : ", ");
    return those.length === 0 ? [] : [{ code, slot: "prompt", values: { count: those.length, named: names === "" ? 0 : 1, names } }];
  };
  return [
    ...problem(
      "mentionRemoved",
      stranded.filter(({ isParked }) => !isParked),
    ),
    ...problem(
      "mentionParked",
      stranded.filter(({ isParked }) => isParked),
    ),
  ];
}

/** Problems that are only the work still to be done; nobody is reproached for them before pressing Generate. */
export const isYetToDo = ({ code }: ComposerProblem): boolean =>
  ["promptEmpty", "firstFrameMissing", "lastFrameMissing", "referencesMissing", "uploading"].includes(code);

export const firstFrameOf = (state: ComposerState): ComposerInput | null =>
  state.inputs.find((input) => input.role === "firstFrame") ?? null;

/** Numbers that the prompt names and no file has, where there are files: "Image 3" beside one image. */
export function unknownMentions(state: ComposerState): Mention[] {
  const kinds = usedInputs(state.mode, state.inputs).map((input) => input.kind);
  return kinds.length > 0 ? findMentions(compiledPrompt(state), kinds).unknown : [];
}

/** Nothing has been typed or brought in yet: then problems are not pointed out before they are asked for. */
export const isPristine = (state: ComposerState): boolean => state.prompt === "" && state.inputs.length === 0;

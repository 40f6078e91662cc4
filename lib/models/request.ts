import {
  type AssetKind,
  getModel,
  isModelKey,
  type InputRole,
  type Mode,
  PROMPT_LIMITS,
  type Ratio,
  type Resolution,
  SEED_RANGE,
  type Surface,
} from "./catalog";
import { isVisible } from "@/lib/shared/visible";
import { TRANSPORTS } from "./hosts";
import { tokensIn } from "./mention-tokens";
import { fullPrompt } from "./preamble";

/** The parts of a draft that decide whether it can be sent. Inputs carry what is known of their asset. */
export interface RequestDraft {
  mode: Mode;
  model: string;
  prompt: string;
  /** What the project puts before it. */
  preamble?: string;
  resolution: Resolution;
  ratio: Ratio;
  durationSeconds: number | null;
  seed?: number | null;
  inputs: readonly RequestInput[];
}

export interface RequestInput {
  role: InputRole;
  assetId: string;
  kind: AssetKind;
  status: "uploading" | "ready" | "failed";
  durationMs: number | null;
  /** Bytes, where they are known. */
  sizeBytes?: number | null;
  /** The name of the element that it came with, whose consent is over. */
  lapsed?: string | undefined;
}

/** Why a draft cannot be sent: a message key under `problems`, the slot it belongs to, and the values its sentence needs. */
export interface RequestProblem {
  code:
    | "promptEmpty"
    | "promptTooLong"
    | "mentionMissing"
    | "firstFrameMissing"
    | "lastFrameMissing"
    | "referencesMissing"
    | "audioAlone"
    | "tooManyImages"
    | "tooManyVideos"
    | "tooManyAudios"
    | "tooManyFiles"
    | "videoNeedsLibrary"
    | "filesTooLarge"
    | "videosTooLong"
    | "audiosTooLong"
    | "consentOver"
    | "uploading"
    | "uploadFailed"
    | "unknownModel"
    | "resolutionUnavailable"
    | "ratioUnavailable"
    | "durationUnavailable"
    | "durationNeedsNative"
    | "seedUnavailable"
    | "modeUnavailable"
    | "frameNotImage";
  slot: "prompt" | "firstFrame" | "lastFrame" | "references" | "model" | "resolution" | "ratio" | "duration" | "seed" | "mode";
  values?: Record<string, string | number>;
}

const MB = 1024 * 1024;

/** The inputs that a mode sends, in order; the others are parked in the composer. */
export function usedInputs<T extends { role: InputRole }>(mode: Mode, inputs: readonly T[]): T[] {
  const first = inputs.find((input) => input.role === "firstFrame");
  const last = inputs.find((input) => input.role === "lastFrame");
  switch (mode) {
    case "text":
      return [];
    case "firstFrame":
      return first ? [first] : [];
    case "firstLast":
      return [first, last].filter((input) => input !== undefined);
    case "references":
      return inputs.filter((input) => input.role === "reference");
  }
}

/** Everything that stands between this draft and the provider, in the order in which a person would mend it. */
export function findRequestProblems(draft: RequestDraft, surface: Surface): RequestProblem[] {
  if (!isModelKey(draft.model)) return [{ code: "unknownModel", slot: "model" }];
  const model = getModel(draft.model);
  const problems: RequestProblem[] = [];
  const inputs = usedInputs(draft.mode, draft.inputs);
  const count = (kind: AssetKind) => inputs.filter((input) => input.kind === kind).length;
  const seconds = (kind: AssetKind) =>
    inputs.filter((input) => input.kind === kind).reduce((sum, input) => sum + (input.durationMs ?? 0) / 1000, 0);

  if (!model.modes.includes(draft.mode)) problems.push({ code: "modeUnavailable", slot: "mode" });
  if (draft.mode === "firstFrame" || draft.mode === "firstLast") {
    if (!inputs.some((input) => input.role === "firstFrame")) problems.push({ code: "firstFrameMissing", slot: "firstFrame" });
    if (draft.mode === "firstLast" && !inputs.some((input) => input.role === "lastFrame"))
      problems.push({ code: "lastFrameMissing", slot: "lastFrame" });
    for (const input of inputs)
      if (input.kind !== "image") problems.push({ code: "frameNotImage", slot: input.role === "lastFrame" ? "lastFrame" : "firstFrame" });
  }
  if (draft.mode === "references") {
    const limits = model.references;
    if (inputs.length === 0) problems.push({ code: "referencesMissing", slot: "references" });
    else if (!limits.audioAlone && count("image") + count("video") === 0) problems.push({ code: "audioAlone", slot: "references" });
    for (const [kind, code, limit] of [
      ["image", "tooManyImages", limits.images],
      ["video", "tooManyVideos", limits.videos],
      ["audio", "tooManyAudios", limits.audios],
    ] as const)
      if (count(kind) > limit) problems.push({ code, slot: "references", values: { count: count(kind), limit } });
    if (inputs.length > limits.maxTotal)
      problems.push({ code: "tooManyFiles", slot: "references", values: { count: inputs.length, limit: limits.maxTotal } });
    for (const [code, total, limit] of [
      ["videosTooLong", seconds("video"), limits.totalVideoSeconds],
      ["audiosTooLong", seconds("audio"), limits.totalAudioSeconds],
    ] as const)
      if (total > limit)
        problems.push({ code, slot: "references", values: { seconds: Math.round(total * 10) / 10, limit: Math.floor(limit) } });
  }

  const transport = TRANSPORTS[surface];
  const untaken = inputs.filter((input) => !transport.kinds.includes(input.kind));
  if (draft.mode === "references" && untaken.length > 0)
    problems.push({ code: "videoNeedsLibrary", slot: "references", values: { count: untaken.length } });
  const bytes = inputs.reduce((sum, input) => sum + (input.sizeBytes ?? 0), 0);
  if (transport.maxTotalBytes !== null && bytes > transport.maxTotalBytes) {
    const slot = draft.mode === "references" ? "references" : "firstFrame";
    problems.push({ code: "filesTooLarge", slot, values: { megabytes: Math.ceil(bytes / MB), limit: transport.maxTotalBytes / MB } });
  }
  const lapsed = [...new Set(inputs.flatMap((input) => input.lapsed ?? []))];
  if (lapsed.length > 0)
    problems.push({
      code: "consentOver",
      slot: "references",
      values: { count: lapsed.length, names: lapsed.map((name) => `@${name}`).join(", ") },
    });
  for (const input of inputs) {
    const slot = input.role === "reference" ? "references" : input.role;
    if (input.status === "uploading") problems.push({ code: "uploading", slot });
    if (input.status === "failed") problems.push({ code: "uploadFailed", slot });
  }
  if (!isVisible(withoutPromptFlags(draft.prompt))) problems.push({ code: "promptEmpty", slot: "prompt" });
  const characters = [...fullPrompt(draft)].length;
  if (characters > PROMPT_LIMITS.maxCodePoints)
    problems.push({
      code: "promptTooLong",
      slot: "prompt",
      values: { characters, limit: PROMPT_LIMITS.maxCodePoints, described: draft.preamble ? 1 : 0 },
    });
  // All others have become numbers.
  const stranded = new Set(tokensIn(draft.prompt).map(({ id }) => id)).size;
  if (stranded > 0) problems.push({ code: "mentionMissing", slot: "prompt", values: { count: stranded } });
  if (!isResolutionOffered(draft.model, draft.mode, draft.resolution, surface)) {
    problems.push({ code: "resolutionUnavailable", slot: "resolution", values: { resolution: draft.resolution, model: model.label } });
  }
  if (!model.ratios[draft.mode].includes(draft.ratio))
    problems.push({ code: "ratioUnavailable", slot: "ratio", values: { ratio: draft.ratio } });
  const { duration } = model;
  if (draft.durationSeconds === null ? !duration.automatic : draft.durationSeconds < duration.min || draft.durationSeconds > duration.max) {
    problems.push({ code: "durationUnavailable", slot: "duration", values: { min: duration.min, max: duration.max } });
  } else if (surface === "openai" && draft.durationSeconds !== null && duration.openaiMissing.includes(draft.durationSeconds)) {
    problems.push({ code: "durationNeedsNative", slot: "duration", values: { seconds: draft.durationSeconds } });
  }
  const { seed = null } = draft;
  if (seed !== null && seed !== SEED_RANGE.random && !(Number.isInteger(seed) && seed >= SEED_RANGE.min && seed <= SEED_RANGE.max))
    problems.push({ code: "seedUnavailable", slot: "seed", values: { max: SEED_RANGE.max } });
  return problems;
}

/** Whether this model makes this resolution in this mode through this surface, experimental ones included. */
export function isResolutionOffered(modelKey: string, mode: Mode, resolution: Resolution, surface: Surface): boolean {
  const model = getModel(modelKey);
  const offered = (surface === "direct" ? model.directResolutions : undefined) ?? model.resolutions;
  return (offered[resolution]?.includes(mode) ?? false) || isExperimental(modelKey, mode, resolution, surface);
}

/** Works without being promised: shown as experimental, and a refusal is explained. */
export const isExperimental = (modelKey: string, mode: Mode, resolution: Resolution, surface: Surface): boolean =>
  findExperiment(modelKey, mode, resolution, surface) !== undefined;

export function findExperiment(modelKey: string, mode: Mode, resolution: Resolution, surface: Surface) {
  return getModel(modelKey).experimental.find(
    (entry) => entry.resolution === resolution && entry.modes.includes(mode) && entry.surfaces.includes(surface),
  );
}

/**
 * Flags such as `--dur 15` that the service still reads out of a prompt, with weak validation: they could
 * change length, size or watermark, and so the price, unseen. Each match is the whole `--flag value`.
 */
const FLAG_NAMES =
  "(?:rs|resolution|rt|ratio|dur|duration|fps|framespersecond|frames|wm|watermark|seed|cf|camerafixed|camera_fixed)(?![\\w-])";
// Chinese has no spaces to set a flag apart. Right behind a Latin letter it counts only with a value that a flag
// could have: "plant--seed it" is prose, "a cat--dur 15" is an order.
const PROMPT_FLAG = new RegExp(
  `(?<![A-Za-z0-9-])--${FLAG_NAMES}(?:[\\s=]+(?!--)\\S+)?|(?<!-)--${FLAG_NAMES}[\\s=]+(?:-?\\d\\S*|true\\b|false\\b|adaptive\\b)`,
  "giu",
);

export const findPromptFlags = (prompt: string): string[] => prompt.match(PROMPT_FLAG) ?? [];
/** The prompt as it is sent: recognised flags are taken out, so that what was shown is what is paid. */
export function withoutPromptFlags(prompt: string): string {
  let clean = prompt;
  // Taking one out can bring the parts of another together.
  while (findPromptFlags(clean).length > 0)
    clean = clean
      .replace(PROMPT_FLAG, " ")
      .replace(/[ \t]{2,}/g, " ")
      .trim();
  return clean;
}

import {
  type AssetKind,
  getModel,
  isModelKey,
  type InputRole,
  type Mode,
  type Ratio,
  type Resolution,
  SEED_RANGE,
  type Surface,
} from "./catalog";
import { isVisible } from "@/lib/shared/visible";
import { TRANSPORTS } from "./hosts";

/** The parts of a draft that decide whether it can be sent. Inputs carry what is known of their asset. */
export interface RequestDraft {
  mode: Mode;
  model: string;
  prompt: string;
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
}

/** Why a draft cannot be sent: a message key under `problems`, the slot it belongs to, and the values its sentence needs. */
export interface RequestProblem {
  code:
    | "promptEmpty"
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
    if (count("image") > limits.images)
      problems.push({ code: "tooManyImages", slot: "references", values: { count: count("image"), limit: limits.images } });
    if (count("video") > limits.videos)
      problems.push({ code: "tooManyVideos", slot: "references", values: { count: count("video"), limit: limits.videos } });
    if (count("audio") > limits.audios)
      problems.push({ code: "tooManyAudios", slot: "references", values: { count: count("audio"), limit: limits.audios } });
    if (inputs.length > limits.maxTotal)
      problems.push({ code: "tooManyFiles", slot: "references", values: { count: inputs.length, limit: limits.maxTotal } });
    if (seconds("video") > limits.totalVideoSeconds)
      problems.push({
        code: "videosTooLong",
        slot: "references",
        values: { seconds: Math.round(seconds("video") * 10) / 10, limit: Math.floor(limits.totalVideoSeconds) },
      });
    if (seconds("audio") > limits.totalAudioSeconds)
      problems.push({
        code: "audiosTooLong",
        slot: "references",
        values: { seconds: Math.round(seconds("audio") * 10) / 10, limit: Math.floor(limits.totalAudioSeconds) },
      });
  }
  const transport = TRANSPORTS[surface];
  const stranded = inputs.filter((input) => !transport.kinds.includes(input.kind));
  if (draft.mode === "references" && stranded.length > 0)
    problems.push({ code: "videoNeedsLibrary", slot: "references", values: { count: stranded.length } });
  const bytes = inputs.reduce((sum, input) => sum + (input.sizeBytes ?? 0), 0);
  if (transport.maxTotalBytes !== null && bytes > transport.maxTotalBytes) {
    const slot = draft.mode === "references" ? "references" : "firstFrame";
    problems.push({ code: "filesTooLarge", slot, values: { megabytes: Math.ceil(bytes / MB), limit: transport.maxTotalBytes / MB } });
  }
  for (const input of inputs) {
    const slot = input.role === "reference" ? "references" : input.role;
    if (input.status === "uploading") problems.push({ code: "uploading", slot });
    if (input.status === "failed") problems.push({ code: "uploadFailed", slot });
  }
  if (!isVisible(withoutPromptFlags(draft.prompt))) problems.push({ code: "promptEmpty", slot: "prompt" });
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
export function isExperimental(modelKey: string, mode: Mode, resolution: Resolution, surface: Surface): boolean {
  return getModel(modelKey).experimental.some(
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

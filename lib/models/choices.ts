import {
  FIXED_RATIOS,
  getModel,
  MODELS,
  MODES,
  OUTPUT_PIXELS,
  RATIOS,
  RESOLUTIONS,
  type FixedRatio,
  type Mode,
  type ModelKey,
  type Ratio,
  type Resolution,
  type Surface,
} from "./catalog";
import { isExperimental, isResolutionOffered } from "./request";

/** Why a choice is off: a message key under `composer.reasons`, with the names its sentence needs. */
export interface ChoiceReason {
  code: "notWithModel" | "notInMode" | "notInStyle" | "notOnAccount";
  values: Record<string, string | number>;
}

/** One entry of a menu: shown also when it is off, so that nobody searches for it. */
export interface Choice<T> {
  value: T;
  reason: ChoiceReason | null;
  /** Works at the provider without being promised. */
  experimental: boolean;
}

export interface DurationChoice extends Choice<number> {
  /** Listed by every page of the provider's documentation, and so the least likely to be refused. */
  safest: boolean;
}

export interface Choices {
  models: Choice<ModelKey>[];
  modes: Choice<Mode>[];
  resolutions: Choice<Resolution>[];
  ratios: Choice<Ratio>[];
  durations: DurationChoice[];
  /** Whether the length may be left to the model. */
  automaticDuration: boolean;
}

export const DEFAULT_MODELS: readonly ModelKey[] = MODELS.filter((model) => model.offeredByDefault).map((model) => model.key);

/** Resolutions that at least one of these models makes in some mode: the rest would only be noise in the menu. */
const resolutionsOf = (models: readonly ModelKey[], surface: Surface): Resolution[] =>
  RESOLUTIONS.filter((resolution) =>
    models.some((key) => MODES.some((mode) => STYLED[surface].some((other) => isResolutionOffered(key, mode, resolution, other)))),
  );

/** PowerTokens' two styles are one choice away from each other; ByteDance's own hosts have but one. */
const STYLED: Record<Surface, readonly Surface[]> = { native: ["native", "openai"], openai: ["openai", "native"], direct: ["direct"] };

const none = { reason: null, experimental: false };

/**
 * What a form may offer for this model, mode and surface, and why a choice is off.
 * `models` are those that the account has; the present one is kept in the list even when it is not among them.
 */
export function choicesFor(modelKey: ModelKey, mode: Mode, surface: Surface, models: readonly ModelKey[] = DEFAULT_MODELS): Choices {
  const model = getModel(modelKey);
  const listed = models.includes(modelKey) ? models : [...models, modelKey];
  return {
    models: listed.map((key) => ({
      ...none,
      value: key,
      reason: models.includes(key) ? null : { code: "notOnAccount", values: { model: getModel(key).label } },
    })),
    modes: MODES.map((value) => ({
      ...none,
      value,
      reason: model.modes.includes(value) ? null : { code: "notWithModel", values: { model: model.label } },
    })),
    resolutions: resolutionsOf(listed, surface).map((value) => {
      if (isResolutionOffered(modelKey, mode, value, surface))
        return { value, reason: null, experimental: isExperimental(modelKey, mode, value, surface) };
      const otherModes = MODES.some((other) => isResolutionOffered(modelKey, other, value, surface));
      const otherStyle = STYLED[surface].some((other) => isResolutionOffered(modelKey, mode, value, other));
      const code = otherStyle ? "notInStyle" : otherModes ? "notInMode" : "notWithModel";
      return { ...none, value, reason: { code, values: { model: model.label } } };
    }),
    ratios: RATIOS.map((value) => ({
      ...none,
      value,
      reason: model.ratios[mode].includes(value)
        ? null
        : { code: model.ratios.text.includes(value) ? "notInMode" : "notWithModel", values: { model: model.label } },
    })),
    durations: Array.from({ length: model.duration.max - model.duration.min + 1 }, (_, index) => {
      const value = model.duration.min + index;
      const missing = surface === "openai" && model.duration.openaiMissing.includes(value);
      return {
        ...none,
        value,
        safest: model.duration.safest.includes(value),
        reason: missing ? { code: "notInStyle", values: { model: model.label } } : null,
      };
    }),
    automaticDuration: model.duration.automatic,
  };
}

/**
 * The output ratio that the provider chooses for a first frame of this size: the nearest of the six, compared by
 * logarithm so that portrait and landscape count alike. Pixels of the 720p row, since 21:9 really is 2.333.
 */
export function nearestRatio(width: number, height: number): FixedRatio {
  const shape = Math.log(width / height);
  const distance = (ratio: FixedRatio) => {
    const [ratioWidth, ratioHeight] = OUTPUT_PIXELS["720p"][ratio];
    return Math.abs(Math.log(ratioWidth / ratioHeight) - shape);
  };
  return FIXED_RATIOS.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best));
}

/** The ratio that decides price and shape: a frame's own where the model follows it, else what was chosen. */
export function effectiveRatio(mode: Mode, ratio: Ratio, firstFrame: { width: number | null; height: number | null } | null): Ratio {
  if (ratio !== "adaptive" || (mode !== "firstFrame" && mode !== "firstLast")) return ratio;
  return firstFrame?.width && firstFrame.height ? nearestRatio(firstFrame.width, firstFrame.height) : ratio;
}

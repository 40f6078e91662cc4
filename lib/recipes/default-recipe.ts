import { DEFAULT_PARAMETERS, getModel, type ModelKey } from "@/lib/models/catalog";
import type { Recipe } from "./recipe";

const DEFAULT_MODEL: ModelKey = "seedance-2.0";

/** What an empty composer holds. */
export function defaultRecipe(): Recipe & { model: ModelKey } {
  const { defaults, duration } = getModel(DEFAULT_MODEL);
  return {
    mode: "text",
    model: DEFAULT_MODEL,
    prompt: "",
    preamble: "",
    resolution: defaults.resolution,
    ratio: defaults.ratio.text,
    durationSeconds: duration.default,
    ...DEFAULT_PARAMETERS,
  };
}

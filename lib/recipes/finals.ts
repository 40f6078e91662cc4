import { getModel, isModelKey, type ModelKey, type Ratio, RATIOS, RESOLUTIONS, SEED_RANGE, type Surface } from "@/lib/models/catalog";
import { DEFAULT_MODELS } from "@/lib/models/choices";
import { isResolutionOffered } from "@/lib/models/request";
import type { Recipe } from "./recipe";

/** What the provider said of a clip that it made. */
interface Made {
  seed: number | null;
  durationSeconds: number | null;
  ratio: string | null;
}

/** The recipe that makes a clip again as it came out: with the seed, the length and the shape that the model chose by itself. */
export function asMade(recipe: Recipe, made: Made): Recipe {
  const seed = recipe.seed ?? made.seed;
  const ratio = RATIOS.find((known) => known === made.ratio) ?? recipe.ratio;
  return {
    ...recipe,
    // Some hosts answer with a seed that is larger than those that they take.
    seed: seed !== null && seed >= SEED_RANGE.min && seed <= SEED_RANGE.max ? seed : null,
    durationSeconds: recipe.durationSeconds ?? made.durationSeconds,
    // Where pictures decide the shape they will again.
    ratio: recipe.ratio === "adaptive" && recipe.mode === "text" ? (ratio satisfies Ratio) : recipe.ratio,
  };
}

/** The same recipe at each higher resolution, and with the model that its own is a quicker version of; the nearest first. */
export function finalsOf(recipe: Recipe, surface: Surface, models: readonly ModelKey[] = DEFAULT_MODELS): Recipe[] {
  if (!isModelKey(recipe.model)) return [];
  const full = models.find((key) => key === getModel(recipe.model).draftOf);
  const at = RESOLUTIONS.indexOf(recipe.resolution);
  return [recipe.model, ...(full ? [full] : [])].flatMap((model) =>
    RESOLUTIONS.slice(model === recipe.model ? at + 1 : at)
      .filter((resolution) => isResolutionOffered(model, recipe.mode, resolution, surface))
      .map((resolution) => ({ ...recipe, model, resolution })),
  );
}

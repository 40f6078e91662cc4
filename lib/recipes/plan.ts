import type { Surface } from "@/lib/models/catalog";
import { effectiveRatio } from "@/lib/models/choices";
import { estimate, type Estimate } from "@/lib/models/estimate";
import type { PriceTable } from "@/lib/models/prices";
import { findRequestProblems, type RequestInput, type RequestProblem, usedInputs } from "@/lib/models/request";
import type { Recipe } from "./recipe";

/** A file as far as it decides what can be made of it, and what that costs. */
export interface PlannedInput extends RequestInput {
  width: number | null;
  height: number | null;
}

export interface Plan {
  /** What stands between this recipe and the provider, in the order in which a person would mend it. */
  problems: RequestProblem[];
  price: Estimate;
}

/** Whether a recipe can be sent with these files, and what it will probably cost. */
export const planOf = (recipe: Recipe, inputs: readonly PlannedInput[], on: { surface: Surface; prices: PriceTable }): Plan => ({
  problems: findRequestProblems({ ...recipe, inputs }, on.surface),
  price: estimateOf(recipe, inputs, on.prices),
});

/** What a clip will probably cost. A frame decides its shape, and so its price, where the model follows the frame. */
export function estimateOf(recipe: Recipe, inputs: readonly PlannedInput[], prices: PriceTable): Estimate {
  const used = usedInputs(recipe.mode, inputs);
  const videos = used.filter((input) => input.kind === "video");
  return estimate(
    {
      ...recipe,
      ratio: effectiveRatio(recipe.mode, recipe.ratio, used.find((input) => input.role === "firstFrame") ?? null),
      inputVideoSeconds: videos.reduce((sum, input) => sum + (input.durationMs ?? 0) / 1000, 0),
    },
    prices,
  );
}

import { getModel, isModelKey, RESOLUTIONS, type Resolution } from "@/lib/models/catalog";
import type { FailureRemedy, GenerationView } from "@/lib/generations/view";

/** The highest resolution below this one that its model has in its mode, or null. */
export function lowerResolution(view: GenerationView): Resolution | null {
  if (!isModelKey(view.recipe.model)) return null;
  const { resolutions } = getModel(view.recipe.model);
  const below = RESOLUTIONS.slice(0, RESOLUTIONS.indexOf(view.recipe.resolution)).reverse();
  return below.find((resolution) => resolutions[resolution]?.includes(view.recipe.mode)) ?? null;
}

/** The length nearest to the one that was refused among those that pass everywhere. */
export function nearestDuration(view: GenerationView): number | null {
  if (!isModelKey(view.recipe.model)) return null;
  const { safest, default: usual } = getModel(view.recipe.model).duration;
  const wanted = view.recipe.durationSeconds ?? usual;
  const others = safest.filter((seconds) => seconds !== view.recipe.durationSeconds);
  return others.reduce<number | null>(
    (best, seconds) => (best === null || Math.abs(seconds - wanted) < Math.abs(best - wanted) ? seconds : best),
    null,
  );
}

/** The buttons that a card really can offer for this one, three at most. */
export function offeredRemedies(view: GenerationView): FailureRemedy[] {
  return (view.failure?.remedies ?? [])
    .filter((remedy) => {
      switch (remedy) {
        case "lowerResolution":
          return lowerResolution(view) !== null;
        case "nearestDuration":
          return nearestDuration(view) !== null;
        case "retryWithoutSound":
          return view.recipe.sound;
        case "replaceInput":
        case "useAsFrames":
        case "useAsReferences":
          return view.inputs.length > 0;
        default:
          return true;
      }
    })
    .slice(0, 3);
}

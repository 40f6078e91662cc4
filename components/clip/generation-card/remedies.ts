import { getModel, isModelKey, RESOLUTIONS, type Resolution } from "@/lib/models/catalog";
import type { CardView, FailureRemedy } from "@/lib/generations/view";
import type { Recipe } from "@/lib/recipes/recipe";

export type Asked = Pick<Recipe, "mode" | "model" | "resolution" | "durationSeconds" | "sound"> & { inputs: number };

/** What was asked for. The slate of what did not become a clip says just that. */
export const askedOf = ({ slate, failure }: CardView): Asked => ({
  mode: slate.mode,
  model: slate.model,
  resolution: RESOLUTIONS.find((known) => known === slate.resolution) ?? "720p",
  durationSeconds: slate.seconds,
  sound: failure?.withSound ?? false,
  inputs: slate.inputs ?? 0,
});

/** The highest resolution below this one that its model has in its mode, or null. */
export function lowerResolution(asked: Asked): Resolution | null {
  if (!isModelKey(asked.model)) return null;
  const { resolutions } = getModel(asked.model);
  const below = RESOLUTIONS.slice(0, RESOLUTIONS.indexOf(asked.resolution)).reverse();
  return below.find((resolution) => resolutions[resolution]?.includes(asked.mode)) ?? null;
}

/** The length nearest to the one that was refused among those that pass everywhere. */
export function nearestDuration(asked: Asked): number | null {
  if (!isModelKey(asked.model)) return null;
  const { safest, default: usual } = getModel(asked.model).duration;
  const wanted = asked.durationSeconds ?? usual;
  const others = safest.filter((seconds) => seconds !== asked.durationSeconds);
  return others.reduce<number | null>(
    (best, seconds) => (best === null || Math.abs(seconds - wanted) < Math.abs(best - wanted) ? seconds : best),
    null,
  );
}

/** The buttons that a card really can offer for this one, three at most. */
export function offeredRemedies(remedies: readonly FailureRemedy[], asked: Asked): FailureRemedy[] {
  return remedies
    .filter((remedy) => {
      switch (remedy) {
        case "lowerResolution":
          return lowerResolution(asked) !== null;
        case "nearestDuration":
          return nearestDuration(asked) !== null;
        case "retryWithoutSound":
          return asked.sound;
        case "replaceInput":
        case "useAsFrames":
        case "useAsReferences":
          return asked.inputs > 0;
        default:
          return true;
      }
    })
    .slice(0, 3);
}

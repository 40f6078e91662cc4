import { getModel, isModelKey } from "@/lib/models/catalog";
import type { Recipe } from "./recipe";

/** So much is added to a clip, where its model has room. */
const ADDED_SECONDS = 5;

/**
 * The settings with which a provider takes a reference clip as the one to extend or to edit, as its documents have them: the
 * shape of the clip; for an edit its length, for an extension the length of the whole new clip, old part included. null: it decides.
 */
export function referSettings(
  kind: "extend" | "edit",
  { model }: Pick<Recipe, "model">,
  clipSeconds: number,
): Pick<Recipe, "ratio" | "durationSeconds"> {
  const whole = Math.round(clipSeconds) + ADDED_SECONDS;
  const most = isModelKey(model) ? getModel(model).duration.max : 0;
  const seconds = whole <= most ? whole : most > Math.round(clipSeconds) ? most : null;
  return { ratio: "adaptive", durationSeconds: kind === "extend" ? seconds : null };
}

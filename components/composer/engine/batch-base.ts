import { usedInputs } from "@/lib/models/request";
import type { RowRecipe } from "@/lib/recipes/table/read-cells";
import type { ComposerState } from "./composer-state";
import { compiledPrompt } from "./follow-mentions";

/** The composer as it is now, with the files that have arrived: what many clips at once begin from. */
export function batchBase({
  inputs,
  takes: _takes,
  madeFromId: _madeFromId,
  ownPreamble: _own,
  shots: _shots,
  ...recipe
}: ComposerState): RowRecipe {
  // Braces have a meaning of their own there, and a table is read by people.
  const prompt = compiledPrompt({ ...recipe, inputs });
  return {
    recipe: { ...recipe, prompt },
    files: usedInputs(recipe.mode, inputs).flatMap(({ role, asset, element }) =>
      asset ? [{ role, asset, ...(element && { element }) }] : [],
    ),
  };
}

import type { RowRecipe } from "@/lib/recipes/table/read-cells";
import { emptyFields, type VariationFields } from "./dimensions";

/** What stands in the form of each project while the page lives: Escape closes the form and throws nothing away. */
const kept = new Map<string, { of: RowRecipe["recipe"]; fields: VariationFields }>();

/** The form as it was left. A prompt that was written anew comes in; another model or mode has other choices. */
export function readFields(projectId: string, { recipe }: Pick<RowRecipe, "recipe">): VariationFields {
  const empty = emptyFields(recipe.prompt);
  const before = kept.get(projectId);
  if (!before || before.of.model !== recipe.model || before.of.mode !== recipe.mode) return empty;
  return before.of.prompt === recipe.prompt ? before.fields : { ...before.fields, prompts: empty.prompts };
}

export const keepFields = (projectId: string, { recipe }: Pick<RowRecipe, "recipe">, fields: VariationFields): unknown =>
  kept.set(projectId, { of: recipe, fields });

/** After they were sent: the same seeds would make the same clips. */
export const forgetFields = (projectId: string): unknown => kept.delete(projectId);

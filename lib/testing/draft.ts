import type { Draft } from "@/lib/generations/schema";
import { defaultRecipe } from "@/lib/recipes/default-recipe";
import type { Recipe } from "@/lib/recipes/recipe";

/** What a test says of a draft: only the settings and files that it is about. */
export type DraftPart = Partial<Recipe> & { inputs?: Draft["inputs"] };

/** A draft that could be sent, with these settings and files. */
export const makeDraft = ({ inputs = [], ...recipe }: DraftPart = {}): Draft => ({
  recipe: { ...defaultRecipe(), prompt: "Rain on a neon street", ...recipe },
  inputs,
});

import { createHash } from "node:crypto";
import { z } from "zod";
import { MAX_PRIORITY, MODES, type Parameters, RATIOS, RESOLUTIONS, SEED_RANGE } from "@/lib/models/catalog";
import { isPromptTooLong } from "@/lib/models/mention-tokens";

/**
 * How a clip is made, without its files: every setting that a person chooses. Its shape is checked here; what a model
 * and a mode allow is in `plan.ts`, from the catalogue.
 */
export const recipeSchema = z.object({
  mode: z.enum(MODES),
  model: z.string().max(64),
  prompt: z.string().refine((text) => !isPromptTooLong(text), "too-long"),
  /** What the project puts before the prompt, as it was at the press: whatever becomes of it later, this clip keeps these words. */
  preamble: z
    .string()
    .refine((text) => !isPromptTooLong(text), "too-long")
    .default(""),
  resolution: z.enum(RESOLUTIONS),
  ratio: z.enum(RATIOS),
  /** null: the model chooses. */
  durationSeconds: z.int().min(1).max(60).nullable(),
  /** null: random; the provider's own word for that is taken as well. A draft may hold any number: `plan.ts` refuses it with a sentence. */
  seed: z
    .number()
    .nullable()
    .transform((seed) => (seed === SEED_RANGE.random ? null : seed)),
  sound: z.boolean(),
  watermark: z.boolean(),
  returnLastFrame: z.boolean(),
  // Recipes from before it existed have none.
  priority: z.int().min(0).max(MAX_PRIORITY).default(0),
} satisfies Record<keyof Parameters, z.ZodType> & z.ZodRawShape);
export type Recipe = z.infer<typeof recipeSchema>;

/** A recipe as the columns of a table hold it. A word there may be older or newer than the catalogue. */
export interface RecipeColumns extends Omit<Recipe, "resolution" | "ratio" | "seed"> {
  seed: bigint | null;
  resolution: string;
  ratio: string;
}

const NAMES = Object.keys(recipeSchema.shape) as (keyof Recipe)[];

const pick = <T extends Record<keyof Recipe, unknown>>(from: T) => Object.fromEntries(NAMES.map((name) => [name, from[name]]));

/** The recipe of a row, without what else the row holds. */
export function pickRecipe(row: RecipeColumns): Recipe {
  return {
    ...(pick(row) as unknown as Recipe),
    seed: row.seed === null ? null : Number(row.seed),
    resolution: RESOLUTIONS.find((known) => known === row.resolution) ?? "720p",
    ratio: RATIOS.find((known) => known === row.ratio) ?? "adaptive",
  };
}

/** The columns that hold a recipe; of anything else that the object carries nothing is written. */
export const recipeColumns = (recipe: Recipe): RecipeColumns => ({
  ...(pick(recipe) as unknown as Recipe),
  prompt: recipe.prompt.trim(),
  preamble: recipe.preamble.trim(),
  seed: recipe.seed === null ? null : BigInt(recipe.seed),
});

type Inputs = readonly { role: string; assetId: string }[];

/** The same for two presses that ask for the same: the recipe, its files in order, and where the clip goes. */
export const hashRecipe = (recipe: Recipe, inputs: Inputs, projectId: string): string => digest(projectId, recipe, inputs);

/**
 * The same for all runs of a recipe, whatever their seeds and wherever the clip lies by now: looked up within a project. As the
 * columns hold the recipe, so that it can be reckoned from a row.
 */
export const keyOfRecipe = (recipe: Recipe, inputs: Inputs): string =>
  digest("", { ...recipe, prompt: recipe.prompt.trim(), preamble: recipe.preamble.trim(), seed: null }, inputs);

function digest(place: string, recipe: Recipe, inputs: Inputs): string {
  // Without words before its prompt a recipe has the hash that it had before there were any.
  const names = NAMES.toSorted().filter((name) => name !== "preamble" || recipe.preamble !== "");
  const settings = names.map((name) => [name, recipe[name]]);
  const canonical = JSON.stringify([place, settings, inputs.map(({ role, assetId }) => [role, assetId])]);
  return createHash("sha256").update(canonical).digest("hex");
}

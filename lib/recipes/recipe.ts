import { createHash } from "node:crypto";
import { z } from "zod";
import { MAX_PRIORITY, MODES, type Parameters, PROMPT_LIMITS, RATIOS, RESOLUTIONS, SEED_RANGE } from "@/lib/models/catalog";

/**
 * How a clip is made, without its files: every setting that a person chooses. Its shape is checked here; what a model
 * and a mode allow is in `plan.ts`, from the catalogue.
 */
export const recipeSchema = z.object({
  mode: z.enum(MODES),
  model: z.string().max(64),
  prompt: z.string().refine((text) => [...text].length <= PROMPT_LIMITS.maxCodePoints, "too-long"),
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
  seed: recipe.seed === null ? null : BigInt(recipe.seed),
});

/** The same for two presses that ask for the same: the recipe, its files in order, and where the clip goes. */
export function hashRecipe(recipe: Recipe, inputs: readonly { role: string; assetId: string }[], projectId: string): string {
  const settings = NAMES.toSorted().map((name) => [name, recipe[name]]);
  const canonical = JSON.stringify([projectId, settings, inputs.map(({ role, assetId }) => [role, assetId])]);
  return createHash("sha256").update(canonical).digest("hex");
}

/** The settings in which two recipes differ. */
export const differenceOf = (a: Recipe, b: Recipe): (keyof Recipe)[] => NAMES.filter((name) => a[name] !== b[name]);

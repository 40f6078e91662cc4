import { SEED_RANGE } from "@/lib/models/catalog";
import type { Recipe } from "./recipe";

/** So many clips of one shot a press may make. */
export const MAX_TAKES = 4;

/**
 * The recipes of several takes of one shot. A random seed makes each its own; a locked one goes up by one from take to
 * take, because equal seeds would be equal clips, each paid for. @param from how many takes of it there are already
 */
export const takesOf = (recipe: Recipe, count: number, from = 0): Recipe[] =>
  Array.from({ length: count }, (_, index) => ({ ...recipe, seed: seedOfTake(recipe.seed, from + index) }));

/** After the largest seed the smallest follows. What is no seed stays as it is, for the plan to refuse. */
function seedOfTake(seed: number | null, take: number): number | null {
  const { min, max, random } = SEED_RANGE;
  if (seed === null || seed === random || !Number.isInteger(seed) || seed < min || seed > max) return seed;
  return min + ((seed - min + take) % (max - min + 1));
}

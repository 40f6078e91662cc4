import type { Tx } from "@/lib/platform/db/client";
import { hashRecipe, keyOfRecipe, pickRecipe } from "@/lib/recipes/recipe";
import { BIRTHS } from "../lifecycle";
import type { LockedClip } from "../lock-clips";
import type { Family } from "./number-takes";

/**
 * Before clips move: each has the key by which it is found as made in the project that it comes to, and its number unless that is
 * taken there. @returns the recipes that may have runs without a number then
 */
export async function keepTakes(tx: Tx, clips: readonly Pick<LockedClip, "id">[], projectId: string): Promise<Family[]> {
  const rows = await tx.generation.findMany({
    // Of what was found nobody knows what it was asked with.
    where: { id: { in: clips.map(({ id }) => id) }, events: { none: { event: BIRTHS.found.event } } },
    include: { inputs: { orderBy: { position: "asc" } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const runs = rows.map((row) => {
    const recipe = pickRecipe(row);
    const recipeKey = row.recipeKey ?? keyOfRecipe(recipe, row.inputs);
    return { ...row, recipeKey, requestHash: hashRecipe({ ...recipe, seed: null }, row.inputs, projectId) };
  });
  const there = await tx.generation.findMany({
    where: { projectId, recipeKey: { in: runs.map(({ recipeKey }) => recipeKey) }, take: { in: runs.flatMap(({ take }) => take ?? []) } },
    select: { recipeKey: true, take: true },
  });
  const taken = new Set(there.map(({ recipeKey, take }) => `${recipeKey} ${take}`));
  const takes = runs.map(({ recipeKey, take }) => {
    const own = `${recipeKey} ${take}`;
    if (take === null || taken.has(own)) return null;
    taken.add(own);
    return take;
  });
  await tx.$executeRaw`
    UPDATE generations SET recipe_key = known.key, take = known.take
    FROM unnest(${runs.map(({ id }) => id)}::uuid[], ${runs.map(({ recipeKey }) => recipeKey)}::text[], ${takes}::int[]) AS known (id, key, take)
    WHERE generations.id = known.id`;
  return runs.map(({ recipeKey, requestHash }) => ({ projectId, recipeKey, requestHash }));
}

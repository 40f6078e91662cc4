import type { Estimate } from "@/lib/models/estimate";
import type { Tx } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { type Recipe, type RecipeColumns, recipeColumns } from "@/lib/recipes/recipe";
import { BIRTHS } from "./lifecycle";
import { databaseNow } from "./record-transition";
import type { Draft } from "./schema";
import { bookSpend } from "./spend";

export interface NewGeneration extends Partial<Pick<Prisma.GenerationUncheckedCreateInput, "madeFromId" | "againOfId" | "waitingFor">> {
  id: string;
  birth: keyof typeof BIRTHS;
  teamId: string;
  projectId: string;
  createdById: string;
  requestHash: string;
  recipe: Recipe;
  /** The files that its mode sends, in order: "Image 2" counts by it. */
  inputs: Draft["inputs"];
  /** What it may cost at most. */
  price: { tokens: number; micros: number | null } & Pick<Estimate, "pricePerMillion">;
  /** What is known of its task, for one that the provider had before we did. */
  task?: Partial<Omit<Prisma.GenerationCreateManyInput, keyof RecipeColumns | "id" | "status" | "nextActionAt">>;
  /** When somebody looks after it; at once unless it is said. */
  nextActionInMs?: number;
  actorId?: string;
  detail?: Prisma.InputJsonObject;
}

/**
 * The only creator of generations, and so the only other writer of `status` beside `record-transition.ts`: row, files,
 * first event and news of it, in the caller's transaction.
 *
 * @returns false when one that was asked for is there already, by its id or as the answer to "submit again"
 */
export async function insertGeneration(tx: Tx, made: NewGeneration): Promise<boolean> {
  const { id, birth, teamId, projectId, createdById, requestHash, recipe, inputs, price, actorId, detail } = made;
  const { status, event } = BIRTHS[birth];
  // The database's time: a page server whose clock is fast would put the clip off for as long.
  const now = await databaseNow(tx);
  const { count } = await tx.generation.createMany({
    data: {
      id,
      teamId,
      projectId,
      createdById,
      requestHash,
      madeFromId: made.madeFromId ?? null,
      againOfId: made.againOfId ?? null,
      ...recipeColumns(recipe),
      estimatedTokens: price.tokens,
      estimatedMicros: price.micros,
      pricePerMillion: price.pricePerMillion,
      ...made.task,
      status,
      waitingFor: made.waitingFor ?? null,
      createdAt: now,
      nextActionAt: new Date(now.getTime() + (made.nextActionInMs ?? 0)),
    },
    // A press that is sent twice is one row. A task that two rows claim is an error, and the caller's to catch.
    skipDuplicates: birth === "asked",
  });
  if (count === 0) return false;
  if (inputs.length > 0)
    await tx.generationInput.createMany({
      data: inputs.map(({ role, assetId }, position) => ({ generationId: id, teamId, position, role, assetId })),
    });
  await tx.generationEvent.create({
    data: { generationId: id, event, toStatus: status, actorId: actorId ?? null, ...(detail === undefined ? {} : { detail }) },
  });
  await bookSpend(tx, id);
  await publish(tx, { teamId, kind: "generation", id });
  return true;
}

import type { Estimate } from "@/lib/models/estimate";
import type { Tx } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { publishAll } from "@/lib/platform/events/publish";
import { keyOfRecipe, type Recipe, type RecipeColumns, recipeColumns } from "@/lib/recipes/recipe";
import { BIRTHS } from "./lifecycle";
import { databaseNow } from "./record-transition";
import type { Draft } from "./schema";
import { openSpend, SPENDING } from "./spend";

export interface NewGeneration extends Partial<
  Pick<Prisma.GenerationUncheckedCreateInput, "madeFromId" | "againOfId" | "pressId" | "waitingFor">
> {
  id: string;
  birth: keyof typeof BIRTHS;
  teamId: string;
  projectId: string;
  createdById: string;
  requestHash: string;
  recipe: Recipe;
  /** The files that its mode sends, in order: "Image 2" counts by it. */
  inputs: readonly (Omit<Draft["inputs"][number], "elementVersionId"> & { elementVersionId?: string | null | undefined })[];
  /** What it may cost at most. */
  price: { tokens: number; micros: number | null } & Pick<Estimate, "pricePerMillion">;
  /** Of one that was sent to nobody yet: the emulator would make it now. */
  isEmulated?: boolean;
  /** What is known of its task, for one that the provider had before we did. */
  task?: Partial<Omit<Prisma.GenerationCreateManyInput, keyof RecipeColumns | "id" | "status" | "nextActionAt">>;
  /** When somebody looks after it; at once unless it is said. */
  nextActionInMs?: number;
  actorId?: string;
  detail?: Prisma.InputJsonObject;
}

/**
 * The only creator of generations, and so the only other writer of `status` beside `record-transition.ts`: rows, files,
 * first events and news of them, in the caller's transaction.
 *
 * @returns the ids of those that are new; one that was asked for may be there already, by its id or as the answer to
 *   "submit again"
 */
export async function insertGenerations(tx: Tx, all: readonly NewGeneration[]): Promise<Set<string>> {
  // The database's time: a page server whose clock is fast would put the clip off for as long.
  const now = await databaseNow(tx);
  const rows = await tx.generation.createManyAndReturn({
    data: all.map((made) => rowOf(made, now)),
    // A press that is sent twice is one row. A task that two rows claim is an error, and the caller's to catch.
    skipDuplicates: all.every(({ birth }) => birth === "asked"),
    select: SPENDING,
  });
  const ids = new Set(rows.map(({ id }) => id));
  const born = all.filter(({ id }) => ids.has(id));
  await tx.generationInput.createMany({
    data: born.flatMap(({ id, teamId, inputs }) =>
      inputs.map(({ role, assetId, elementVersionId = null }, position) => ({
        ...{ generationId: id, teamId, position, role, assetId, elementVersionId },
      })),
    ),
  });
  await tx.generationEvent.createMany({
    data: born.map(({ id, birth, actorId, detail }) => ({
      generationId: id,
      event: BIRTHS[birth].event,
      toStatus: BIRTHS[birth].status,
      actorId: actorId ?? null,
      ...(detail === undefined ? {} : { detail }),
    })),
  });
  const isEmulated = new Map(all.map((made) => [made.id, made.isEmulated ?? false]));
  for (const [flag, group] of Map.groupBy(rows, ({ id }) => isEmulated.get(id)!)) await openSpend(tx, group, flag);
  await publishAll(
    tx,
    born.map(({ id, teamId }) => ({ teamId, kind: "generation", id })),
  );
  return ids;
}

const rowOf = (made: NewGeneration, now: Date): Prisma.GenerationCreateManyInput => ({
  id: made.id,
  teamId: made.teamId,
  projectId: made.projectId,
  createdById: made.createdById,
  requestHash: made.requestHash,
  // Of what was found nobody knows for sure what it was asked with. Its take is numbered after the press; see number-takes.ts.
  recipeKey: made.birth === "found" ? null : keyOfRecipe(made.recipe, made.inputs),
  madeFromId: made.madeFromId ?? null,
  againOfId: made.againOfId ?? null,
  pressId: made.pressId ?? null,
  ...recipeColumns(made.recipe),
  estimatedTokens: made.price.tokens,
  estimatedMicros: made.price.micros,
  pricePerMillion: made.price.pricePerMillion,
  ...made.task,
  status: BIRTHS[made.birth].status,
  waitingFor: made.waitingFor ?? null,
  createdAt: now,
  nextActionAt: new Date(now.getTime() + (made.nextActionInMs ?? 0)),
});

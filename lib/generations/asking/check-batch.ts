import type { Actor } from "@/lib/access/callers/actor";
import { getOfferedModels } from "@/lib/connections/models";
import { getPrices } from "@/lib/connections/prices";
import type { ModelKey } from "@/lib/models/catalog";
import type { PriceTable } from "@/lib/models/prices";
import { usedInputs } from "@/lib/models/request";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { findOpenProject } from "@/lib/projects/open-project";
import { hashRecipe, keyOfRecipe } from "@/lib/recipes/recipe";
import { STATUSES, isFailed } from "../lifecycle";
import type { CheckBatchInput } from "../schema";
import { statusIn } from "../status-sql";
import { roomFor } from "./limits";

/** What only the studio knows of rows that nobody has pressed for yet. */
export interface BatchCheck {
  /** In the order of the rows: whether this project has, or is about to have, a clip of this very recipe and these files. */
  isMade: boolean[];
  /** So many clips more may be open. */
  room: number;
  /** As they are at this moment. */
  prices: PriceTable;
  /** What the account makes. */
  models: readonly ModelKey[];
}

/** @throws AppError not-found, project-archived */
export async function checkBatch(actor: Actor, { projectId, drafts }: CheckBatchInput): Promise<BatchCheck> {
  await findOpenProject(db, actor, projectId);
  const [isMade, room, prices, models] = await Promise.all([
    areMade(actor, projectId, drafts),
    roomFor(db, actor, getEnv()),
    getPrices(actor.teamId),
    getOfferedModels(actor.teamId),
  ]);
  return { isMade, room, prices, models };
}

/**
 * A clip counts where it lies: one that was moved here is made here, and for the project that it left it is not there any more,
 * as if it had been deleted. Those of before recipes had keys are found by their request, which names the project.
 */
async function areMade({ teamId }: Actor, projectId: string, drafts: CheckBatchInput["drafts"]): Promise<boolean[]> {
  const asked = drafts.map(({ recipe, inputs }) => {
    const used = usedInputs(recipe.mode, inputs);
    return { key: keyOfRecipe(recipe, used), seed: recipe.seed, hash: hashRecipe(recipe, used, projectId) };
  });
  const counts = Prisma.sql`project_id = ${projectId}::uuid AND team_id = ${teamId}::uuid AND deleted_at IS NULL AND NOT ${statusIn(...STATUSES.filter(isFailed))}`;
  const rows = await db.$queryRaw<{ isMade: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM generations WHERE ${counts} AND recipe_key = asked.key AND seed IS NOT DISTINCT FROM asked.seed)
      OR EXISTS (SELECT 1 FROM generations WHERE ${counts} AND request_hash = asked.hash AND recipe_key IS NULL) AS "isMade"
    FROM unnest(${asked.map(({ key }) => key)}::text[], ${asked.map(({ seed }) => (seed !== null && isWhole(seed) ? String(seed) : null))}::bigint[],
      ${asked.map(({ hash }) => hash)}::text[]) WITH ORDINALITY AS asked (key, seed, hash, n) ORDER BY n`;
  return rows.map(({ isMade }, index) => isMade && isWhole(asked[index]!.seed ?? 0));
}

/** A draft may hold any number as its seed; with one that no clip can have nothing was made. */
const isWhole = (seed: number): boolean => Number.isSafeInteger(seed);

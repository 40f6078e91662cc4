import type { Actor } from "@/lib/access/callers/actor";
import { lockSubmissions } from "@/lib/generations/asking/limits";
import { archiveGenerationJob } from "@/lib/generations/jobs";
import { insertGenerations } from "@/lib/generations/insert-generation";
import { databaseNow } from "@/lib/generations/record-transition";
import { getPrices } from "@/lib/connections/prices";
import { pricePerMillion } from "@/lib/models/prices";
import { findModelByProviderId, RATIOS, RESOLUTIONS } from "@/lib/models/catalog";
import { type Tx, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import type { UnclaimedTask } from "@/lib/platform/db/generated/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { findOpenProject } from "@/lib/projects/open-project";
import { defaultRecipe } from "@/lib/recipes/default-recipe";
import type { Recipe } from "@/lib/recipes/recipe";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { loadUndecided, recordDecision } from "./decide";
import type { KeepUnclaimedInput } from "./schema";
import { actualColumns, readTaskFacts, type TaskFacts } from "../task-facts";

/**
 * "Keep it as a clip": makes a generation of the task in one of the team's projects, marked as found, with what the
 * provider says that it cost. It goes the way of every finished task from here: file, facts, poster, ready.
 * @throws AppError not-found, project-archived; conflict when its file is not here yet, or somebody was first
 */
export async function keepAsClip(
  actor: Actor,
  { id, projectId }: KeepUnclaimedInput,
): Promise<{ projectSlug: string; generationId: string }> {
  const row = await loadUndecided(actor, id);
  if (row.status !== "saved") throw new AppError("conflict");
  const generationId = newId();
  try {
    const { slug } = await withTransaction(async (tx) => {
      // Under the lock of presses: a project that is deleted in this moment gets no clip that nobody would see.
      await lockSubmissions(tx, actor.teamId);
      const project = await findOpenProject(tx, actor, projectId);
      await insertFound(tx, row, { actor, projectId: project.id, generationId });
      await recordDecision(tx, row, actor, { status: "assigned", generationId });
      await enqueue(archiveGenerationJob, { generationId }, { tx, key: generationId });
      return project;
    });
    return { projectSlug: slug, generationId };
  } catch (error) {
    // Its own generation claimed it while we were asked.
    if (isUniqueViolation(error)) throw new AppError("conflict", { cause: error });
    throw error;
  }
}

async function insertFound(
  tx: Tx,
  row: UnclaimedTask,
  { actor, projectId, generationId }: { actor: Actor; projectId: string; generationId: string },
): Promise<void> {
  const facts = readTaskFacts(row.facts);
  const recipe = recipeOf(facts);
  const now = await databaseNow(tx);
  const madeAt = facts.createdAt === null ? row.foundAt : new Date(facts.createdAt);
  const ofTask = { providerAccount: row.providerAccount, providerTaskId: row.providerTaskId, apiStyle: "native" };
  const found = { isFound: true, unclaimedId: row.id };
  // By what it is seen to be, where that is known; what went into it is not, so it is the price without a video.
  const isSeen = facts.model !== null && findModelByProviderId(facts.model) !== undefined && facts.resolution === recipe.resolution;
  const perMillion = isSeen ? pricePerMillion(await getPrices(actor.teamId), recipe.model, recipe.resolution, false) : null;
  await insertGenerations(tx, [
    {
      id: generationId,
      birth: "found",
      teamId: actor.teamId,
      projectId,
      createdById: actor.userId,
      requestHash: `found ${row.id}`,
      recipe,
      inputs: [],
      price: { tokens: facts.tokens ?? 0, micros: null, pricePerMillion: perMillion },
      task: {
        ...ofTask,
        ...actualColumns(facts),
        actualMicros: facts.tokens === null || perMillion === null ? null : Math.round(facts.tokens * perMillion),
        sentAt: madeAt,
        acceptedAt: madeAt,
        succeededAt: now,
      },
      actorId: actor.userId,
      detail: { ...found, taskId: row.providerTaskId },
    },
  ]);
  // The ledger owns it from here on, so that it is never found a second time.
  await tx.attempt.create({
    data: {
      id: newId(),
      generationId,
      number: 1,
      state: "acknowledged",
      marker: `found.${row.id}`,
      request: {},
      sentAt: madeAt,
      leaseUntil: now,
      endedAt: now,
      detail: found,
      ...ofTask,
    },
  });
}

/** What may have been asked for, as far as the list tells: the words, the files and the switches are not in it. */
function recipeOf(facts: TaskFacts): Recipe {
  const { model, ...rest } = defaultRecipe();
  return {
    ...rest,
    model: (facts.model === null ? undefined : findModelByProviderId(facts.model)?.key) ?? model,
    resolution: RESOLUTIONS.find((one) => one === facts.resolution) ?? "720p",
    ratio: RATIOS.find((one) => one === facts.ratio) ?? "adaptive",
    durationSeconds: facts.durationSeconds,
  };
}

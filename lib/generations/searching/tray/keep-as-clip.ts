import type { Actor } from "@/lib/access/callers/actor";
import { archiveGenerationJob } from "@/lib/generations/jobs";
import { priceOf } from "@/lib/generations/price";
import { databaseNow } from "@/lib/generations/record-transition";
import { findModelByProviderId, RATIOS, RESOLUTIONS } from "@/lib/models/catalog";
import { db, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import type { Prisma, UnclaimedTask } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { enqueue } from "@/lib/platform/jobs/queue";
import { defaultRecipe } from "@/lib/recipes/default-recipe";
import { type Recipe, recipeColumns } from "@/lib/recipes/recipe";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { loadUndecided, recordDecision } from "./decide";
import type { KeepUnclaimedInput } from "./schema";
import { readFacts, type TaskFacts } from "../task-facts";

/**
 * "Keep it as a clip": makes a generation of the task in one of the team's projects, marked as found, with what the
 * provider says that it cost. It goes the way of every finished task from here: file, facts, poster, ready.
 * @throws AppError not-found; conflict when its file is not here yet, or somebody was first
 */
export async function keepAsClip(
  actor: Actor,
  { id, projectId }: KeepUnclaimedInput,
): Promise<{ projectSlug: string; generationId: string }> {
  const row = await loadUndecided(actor, id);
  if (row.status !== "saved") throw new AppError("conflict");
  const project = await db.project.findFirst({
    where: { id: projectId, teamId: actor.teamId, deletedAt: null },
    select: { id: true, slug: true },
  });
  if (!project) throw new AppError("not-found");
  const generationId = newId();
  try {
    await withTransaction(async (tx) => {
      const now = await databaseNow(tx);
      await tx.generation.create({ data: generationOf(row, { actor, projectId: project.id, generationId, now }) });
      await recordDecision(tx, row, actor, { status: "assigned", generationId });
      await enqueue(archiveGenerationJob, { generationId }, { tx, key: generationId });
      await publish(tx, { teamId: actor.teamId, kind: "generation", id: generationId });
    });
  } catch (error) {
    // Its own generation claimed it while we were asked.
    if (isUniqueViolation(error)) throw new AppError("conflict", { cause: error });
    throw error;
  }
  return { projectSlug: project.slug, generationId };
}

interface Place {
  actor: Actor;
  projectId: string;
  generationId: string;
  now: Date;
}

function generationOf(row: UnclaimedTask, { actor, projectId, generationId, now }: Place): Prisma.GenerationUncheckedCreateInput {
  const facts = readFacts(row.facts);
  const asked = requestOf(facts);
  const madeAt = facts.createdAt === null ? row.foundAt : new Date(facts.createdAt);
  const ofTask = { providerAccount: row.providerAccount, providerTaskId: row.providerTaskId, apiStyle: "native" };
  const found = { isFound: true, unclaimedId: row.id };
  return {
    id: generationId,
    teamId: actor.teamId,
    projectId,
    createdById: actor.userId,
    idempotencyKey: newId(),
    requestHash: `found ${row.id}`,
    ...recipeColumns(asked),
    estimatedTokens: facts.tokens ?? 0,
    estimatedMicros: null,
    status: "saving",
    nextActionAt: now,
    ...ofTask,
    providerModel: facts.model,
    actualSeed: facts.seed === null ? null : BigInt(facts.seed),
    actualRatio: facts.ratio,
    actualResolution: facts.resolution,
    actualDuration: facts.durationSeconds,
    actualTokens: facts.tokens,
    actualMicros: facts.tokens === null ? null : priceOf({ ...asked, estimatedTokens: 0, estimatedMicros: null }, facts.tokens),
    createdAt: now,
    sentAt: madeAt,
    acceptedAt: madeAt,
    succeededAt: now,
    // The ledger owns it from here on, so that it is never found a second time.
    attempts: {
      create: {
        id: newId(),
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
    },
    events: { create: { event: "found", toStatus: "saving", actorId: actor.userId, detail: { ...found, taskId: row.providerTaskId } } },
  };
}

/** What may have been asked for, as far as the list tells: the words, the files and the switches are not in it. */
function requestOf(facts: TaskFacts): Recipe {
  const { model, ...rest } = defaultRecipe();
  return {
    ...rest,
    model: (facts.model === null ? undefined : findModelByProviderId(facts.model)?.key) ?? model,
    resolution: RESOLUTIONS.find((one) => one === facts.resolution) ?? "720p",
    ratio: RATIOS.find((one) => one === facts.ratio) ?? "adaptive",
    durationSeconds: facts.durationSeconds,
  };
}

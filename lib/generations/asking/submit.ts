import type { Actor } from "@/lib/access/callers/actor";
import { connectionFor } from "@/lib/connections/connection";
import { getPrices } from "@/lib/connections/prices";
import { assertRoomForResult } from "../keeping/disk-room";
import { surfaceOf } from "@/lib/models/hosts";
import { type RequestProblem, usedInputs } from "@/lib/models/request";
import { type Db, db, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { getEnv } from "@/lib/platform/env";
import { publish } from "@/lib/platform/events/publish";
import { enqueue } from "@/lib/platform/jobs/queue";
import { type PlannedInput, planOf } from "@/lib/recipes/plan";
import { hashRecipe, recipeColumns } from "@/lib/recipes/recipe";
import { AppError, type FieldErrors } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { sendGenerationJob } from "../jobs";
import { lockSubmissions, refuseExcess } from "./limits";
import { getGeneration } from "../queries";
import { databaseNow } from "../record-transition";
import type { Draft, SubmitInput } from "../schema";
import type { GenerationView } from "../view";

/**
 * Records a generation and hands it to the worker, in one transaction. The same idempotency key gives the same
 * generation again, however often and from wherever it comes.
 *
 * @throws AppError bad-input (with the slot of each problem), idempotency-mismatch, not-found, storage-full,
 *   too-many-requests, queue-full
 */
export async function submitGeneration(actor: Actor, input: SubmitInput): Promise<GenerationView> {
  const { recipe, inputs: all } = input.draft;
  const used = usedInputs(recipe.mode, all);
  const requestHash = hashRecipe(recipe, used, input.projectId);
  const earlier = await findByKey(db, actor, input.idempotencyKey, requestHash);
  if (earlier) return getGeneration(actor, earlier);

  const project = await db.project.findFirst({
    where: { id: input.projectId, teamId: actor.teamId, deletedAt: null },
    select: { id: true },
  });
  if (!project) throw new AppError("not-found");
  const inputs = await loadInputs(actor, used);
  const [connection, prices] = await Promise.all([connectionFor(actor.teamId), getPrices(actor.teamId)]);
  const { problems, price } = planOf(recipe, inputs, { surface: surfaceOf(connection), prices });
  refuseProblems(problems);
  const id = newId();
  let made = id;
  try {
    made = await withTransaction(async (tx) => {
      await lockSubmissions(tx, actor.teamId);
      // Two tabs, one key, and the other one was first: its row is the answer, however full the queue is by now.
      const first = await findByKey(tx, actor, input.idempotencyKey, requestHash);
      if (first) return first;
      await refuseExcess(tx, actor, getEnv());
      await assertRoomForResult(tx, recipe);
      // The database's time: a page server whose clock is fast would put the clip off for as long.
      const now = await databaseNow(tx);
      await tx.generation.create({
        data: {
          id,
          teamId: actor.teamId,
          projectId: project.id,
          createdById: actor.userId,
          idempotencyKey: input.idempotencyKey,
          requestHash,
          ...recipeColumns(recipe),
          estimatedTokens: price.tokens.max,
          estimatedMicros: price.micros?.max ?? null,
          status: "waiting",
          waitingFor: inputs.length > 0 ? "inputs" : null,
          createdAt: now,
          nextActionAt: now,
          inputs: { create: inputs.map(({ role, assetId }, position) => ({ position, role, assetId })) },
          events: { create: { event: "submit", toStatus: "waiting", actorId: actor.userId } },
        },
      });
      await enqueue(sendGenerationJob, { generationId: id }, { tx, key: id });
      await publish(tx, { teamId: actor.teamId, kind: "generation", id });
      return id;
    });
  } catch (error) {
    // The lock keeps presses apart; the index holds whatever else may insert.
    if (!isUniqueViolation(error)) throw error;
    const winner = await findByKey(db, actor, input.idempotencyKey, requestHash);
    if (!winner) throw error;
    made = winner;
  }
  return getGeneration(actor, made);
}

async function findByKey(tx: Db, actor: Actor, idempotencyKey: string, requestHash: string): Promise<string | null> {
  const row = await tx.generation.findUnique({
    where: { teamId_idempotencyKey: { teamId: actor.teamId, idempotencyKey } },
    select: { id: true, requestHash: true },
  });
  if (row && row.requestHash !== requestHash) throw new AppError("idempotency-mismatch");
  return row?.id ?? null;
}

async function loadInputs(actor: Actor, used: Draft["inputs"]): Promise<PlannedInput[]> {
  const assets = await db.asset.findMany({
    where: { teamId: actor.teamId, deletedAt: null, id: { in: used.map((item) => item.assetId) } },
  });
  return used.map(({ role, assetId }) => {
    const asset = assets.find((row) => row.id === assetId);
    // Another team's asset and one that never was are the same answer.
    if (!asset) throw new AppError("not-found");
    return { ...asset, role, assetId };
  });
}

function refuseProblems(problems: readonly RequestProblem[]): void {
  if (problems.length === 0) return;
  const fields: FieldErrors = {};
  for (const problem of problems) fields[problem.slot] ??= { code: problem.code, ...(problem.values ? { values: problem.values } : {}) };
  throw new AppError("bad-input", { fields });
}

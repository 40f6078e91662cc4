import type { Actor } from "@/lib/access/callers/actor";
import { connectionFor } from "@/lib/connections/connection";
import { getPrices } from "@/lib/connections/prices";
import { assertRoomForResult } from "../keeping/disk-room";
import { surfaceOf } from "@/lib/models/hosts";
import { type RequestProblem, usedInputs } from "@/lib/models/request";
import { type Db, db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { enqueue } from "@/lib/platform/jobs/queue";
import { type PlannedInput, planOf } from "@/lib/recipes/plan";
import { differenceOf, hashRecipe, pickRecipe } from "@/lib/recipes/recipe";
import { AppError, type FieldErrors } from "@/lib/shared/errors";
import { insertGeneration } from "../insert-generation";
import { sendGenerationJob } from "../jobs";
import { inTurn, lockSubmissions, refuseExcess } from "./limits";
import { getGeneration } from "../queries";
import type { Draft, SubmitInput } from "../schema";
import type { CardView } from "../view";

/**
 * Records a generation and hands it to the worker, in one transaction. The same id gives the same generation again,
 * however often and from wherever it comes.
 *
 * @param along what else this press writes, in the same transaction
 * @throws AppError bad-input (with the slot of each problem), idempotency-mismatch, not-found, storage-full,
 *   too-many-requests, queue-full
 */
export async function submitGeneration(
  actor: Actor,
  { id, projectId, draft, madeFromId }: SubmitInput,
  along?: { againOfId: string; write: (tx: Tx) => Promise<void> },
): Promise<CardView> {
  const { recipe } = draft;
  const used = usedInputs(recipe.mode, draft.inputs);
  const requestHash = hashRecipe(recipe, used, projectId);
  if (await isPressed(db, actor, id, requestHash)) return getGeneration(actor, id);

  const project = await db.project.findFirst({ where: { id: projectId, teamId: actor.teamId, deletedAt: null }, select: { id: true } });
  if (!project) throw new AppError("not-found");
  const inputs = await loadInputs(actor, used);
  const [connection, prices] = await Promise.all([connectionFor(actor.teamId), getPrices(actor.teamId)]);
  const { problems, price } = planOf(recipe, inputs, { surface: surfaceOf(connection), prices });
  refuseProblems(problems);
  const origin = madeFromId === undefined ? null : await db.generation.findFirst({ where: { id: madeFromId, teamId: actor.teamId } });
  await inTurn(() =>
    withTransaction(async (tx) => {
      await lockSubmissions(tx, actor.teamId);
      // Two tabs, one press, and the other one was first: its row is the answer, however full the queue is by now.
      if (await isPressed(tx, actor, id, requestHash)) return;
      await refuseExcess(tx, actor, getEnv());
      await assertRoomForResult(tx, recipe);
      const isNew = await insertGeneration(tx, {
        id,
        birth: "asked",
        teamId: actor.teamId,
        projectId: project.id,
        createdById: actor.userId,
        requestHash,
        recipe,
        inputs: used,
        price: { tokens: price.tokens.max, micros: price.micros?.max ?? null, pricePerMillion: price.pricePerMillion },
        waitingFor: used.length > 0 ? "inputs" : null,
        actorId: actor.userId,
        ...(origin && { madeFromId: origin.id, detail: { changed: differenceOf(pickRecipe(origin), recipe) } }),
        ...(along && { againOfId: along.againOfId }),
      });
      // Not ours: another team's id, or somebody had the same one submitted again.
      if (!isNew) throw new AppError(along ? "conflict" : "idempotency-mismatch");
      await along?.write(tx);
      await enqueue(sendGenerationJob, { generationId: id }, { tx, key: id });
    }),
  );
  return getGeneration(actor, id);
}

/** Whether this press was recorded before. @throws AppError idempotency-mismatch when its id has another request */
async function isPressed(tx: Db, actor: Actor, id: string, requestHash: string): Promise<boolean> {
  const row = await tx.generation.findUnique({ where: { id }, select: { teamId: true, requestHash: true } });
  // Another team's row and another request of one's own are the same answer.
  if (row && (row.teamId !== actor.teamId || row.requestHash !== requestHash)) throw new AppError("idempotency-mismatch");
  return row !== null;
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

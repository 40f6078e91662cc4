import type { Actor } from "@/lib/access/actor";
import { findConnection, getProvider } from "@/lib/connections/connection";
import { db, withTransaction } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { ProviderError } from "@/lib/providers/types";
import { AppError } from "@/lib/shared/errors";
import { acknowledge } from "./acknowledge";
import { reconcileGenerationJob } from "./jobs";
import { canResolve } from "./policy";
import { getGeneration } from "./queries";
import { databaseNow, noteProgress } from "./record-transition";
import { draftSchema, type GenerationIdInput, type LinkTaskInput, type SubmitAgainInput } from "./schema";
import { submitGeneration } from "./submit-generation";
import type { GenerationView } from "./view";

/**
 * What a person can do when nobody knows whether a request arrived. Each is theirs to decide, because the clip
 * may exist and have been charged.
 */
async function loadUncertain(actor: Actor, id: string) {
  const row = await db.generation.findFirst({
    where: { id, teamId: actor.teamId, deletedAt: null },
    include: { inputs: { orderBy: { position: "asc" } }, attempts: { orderBy: { number: "desc" }, take: 1 } },
  });
  if (!row) throw new AppError("not-found");
  if (!canResolve(actor, row)) throw new AppError(row.status === "uncertain" ? "not-allowed" : "conflict");
  return row;
}

/** Looks again at once, instead of when its time comes. @throws AppError not-found, not-allowed, conflict */
export async function checkAgain(actor: Actor, { id }: GenerationIdInput): Promise<GenerationView> {
  await loadUncertain(actor, id);
  await noteProgress(db, id, "uncertain", { nextActionInMs: 0 });
  await enqueue(reconcileGenerationJob, { generationId: id }, { key: id });
  return getGeneration(actor, id);
}

/**
 * "It is there": links the task that a person found, after the provider confirmed that it exists and no other
 * generation of ours has it. @throws AppError not-found, not-allowed, conflict, provider-unreachable
 */
export async function linkTask(actor: Actor, { id, taskId }: LinkTaskInput): Promise<GenerationView> {
  const row = await loadUncertain(actor, id);
  const attempt = row.attempts[0];
  const connection = attempt ? await findConnection(attempt.providerAccount) : null;
  if (!attempt || !connection) throw new AppError("conflict");
  const taken = await db.generation.findFirst({
    where: { providerAccount: connection.account, providerTaskId: taskId },
    select: { id: true },
  });
  if (taken) throw new AppError("conflict");
  try {
    await getProvider(connection).video.getTask(taskId);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new AppError(error.failure.kind === "taskNotFound" ? "not-found" : "provider-unreachable", { cause: error });
  }
  if (!(await acknowledge(attempt.id, taskId, "person"))) throw new AppError("conflict");
  return getGeneration(actor, id);
}

/**
 * "Submit again, may charge twice": the same request as a generation of its own, recorded with the name of whoever
 * said so. The uncertain one stays, and is still found and kept if it turns up.
 * @throws AppError not-found, not-allowed, conflict, and whatever submitting refuses
 */
export async function submitAgain(actor: Actor, { id, idempotencyKey }: SubmitAgainInput): Promise<GenerationView> {
  const row = await loadUncertain(actor, id);
  const draft = draftSchema.parse({ ...row, inputs: row.inputs.map(({ role, assetId }) => ({ role, assetId })) });
  const view = await submitGeneration(actor, { projectId: row.projectId, idempotencyKey, draft });
  await withTransaction(async (tx) => {
    await tx.attempt.updateMany({
      where: { generationId: id, state: "uncertain", confirmedById: null },
      data: { confirmedById: actor.userId },
    });
    const at = await databaseNow(tx);
    await tx.generationEvent.create({
      data: {
        generationId: id,
        event: "submit-again",
        fromStatus: row.status,
        toStatus: row.status,
        actorId: actor.userId,
        detail: { as: view.id, at: at.toISOString() },
      },
    });
  });
  return view;
}

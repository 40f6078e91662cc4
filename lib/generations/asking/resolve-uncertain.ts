import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { findConnection, getProvider } from "@/lib/connections/connection";
import { db, type Tx } from "@/lib/platform/db/client";
import type { Attempt } from "@/lib/platform/db/generated/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { touch } from "@/lib/platform/events/touch";
import { enqueue } from "@/lib/platform/jobs/queue";
import { ProviderError, type TaskSnapshot } from "@/lib/providers/types";
import { pickRecipe } from "@/lib/recipes/recipe";
import { AppError } from "@/lib/shared/errors";
import { acknowledge } from "../sending/acknowledge";
import { reconcileGenerationJob } from "../jobs";
import { canResolve } from "../policy";
import { getGeneration } from "../queries";
import { noteProgress } from "../record-transition";
import { type GenerationIdInput, type LinkTaskInput, type SubmitAgainInput } from "../schema";
import { draftInputs } from "./retry";
import { submitGeneration } from "./submit";
import { cutPrompt, type CardView } from "../view";

/** A task that was there so long before the request left cannot be its; clocks differ by less. */
const MOST_SKEW_MS = 5 * 60_000;

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
export async function checkAgain(actor: Actor, { id }: GenerationIdInput): Promise<CardView> {
  await loadUncertain(actor, id);
  await noteProgress(db, id, "uncertain", { nextActionInMs: 0 });
  await enqueue(reconcileGenerationJob, { generationId: id }, { key: id });
  return getGeneration(actor, id);
}

/**
 * "It is there": links the task that a person found, after the provider confirmed that it exists and nothing of ours
 * speaks against it. @throws AppError not-found, not-allowed, conflict, provider-unreachable, bad-input
 */
export async function linkTask(actor: Actor, { id, taskId }: LinkTaskInput): Promise<CardView> {
  const row = await loadUncertain(actor, id);
  const attempt = row.attempts[0];
  const connection = attempt ? await findConnection(attempt.providerAccount) : null;
  if (!attempt || !connection) throw new AppError("conflict");
  const ofTask = { providerAccount: connection.account, providerTaskId: taskId };
  const taken = (await db.generation.count({ where: ofTask })) + (await db.attempt.count({ where: ofTask }));
  if (taken > 0) throw new AppError("bad-input", { fields: { taskId: { code: "taskTaken" } } });
  await refuseForeign(attempt, await look(getProvider(connection).video.getTask(taskId)));
  if (!(await acknowledge(attempt.id, taskId, "person", actor.userId).catch(takenMeanwhile))) throw new AppError("conflict");
  return getGeneration(actor, id);
}

async function look(call: Promise<TaskSnapshot>): Promise<TaskSnapshot> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.failure.kind !== "taskNotFound") throw new AppError("provider-unreachable", { cause: error });
    throw new AppError("bad-input", { fields: { taskId: { code: "taskUnknown" } }, cause: error });
  }
}

/** Two people link one task: the ledger has it once, and the other one hears that it is taken. */
function takenMeanwhile(error: unknown): false {
  if (isUniqueViolation(error)) return false;
  throw error;
}

/** What is certainly another's, a person does not link by mistake: the marker of another attempt, or a time before this one. */
async function refuseForeign(attempt: Attempt, task: TaskSnapshot): Promise<void> {
  if (task.createdAt !== null && task.createdAt.getTime() < attempt.sentAt.getTime() - MOST_SKEW_MS)
    throw new AppError("bad-input", { fields: { taskId: { code: "taskTooOld" } } });
  if (task.safetyIdentifier === null || task.safetyIdentifier === attempt.marker) return;
  const others = await db.attempt.count({ where: { marker: task.safetyIdentifier } });
  if (others > 0) throw new AppError("bad-input", { fields: { taskId: { code: "taskTaken" } } });
}

/**
 * "Submit again, may charge twice": the same request as a generation of its own, recorded with the name of whoever
 * said so, and once only. The uncertain one stays, and is still found and kept if it turns up.
 * @throws AppError not-found, not-allowed, conflict, and whatever submitting refuses
 */
export async function submitAgain(actor: Actor, { id, asId, agreed }: SubmitAgainInput): Promise<CardView> {
  const row = await loadUncertain(actor, id);
  const draft = { recipe: pickRecipe(row), inputs: draftInputs(row.inputs), madeFromId: id };
  return submitGeneration(
    actor,
    { id: asId, projectId: row.projectId, draft },
    {
      // Its dialog has told this price, and was answered. A dearer one of today is asked about.
      agreed: agreed ?? row.estimatedMicros ?? undefined,
      again: {
        ofId: id,
        write: async (tx) => {
          await confirmAgain(tx, id, actor.userId);
          await touch(tx, { id, teamId: actor.teamId });
          const subject = row.name ?? cutPrompt(row.prompt);
          await recordAccess("submittedAgain", { userId: null, byId: actor.userId, teamId: actor.teamId, subject }, tx);
        },
      },
    },
  );
}

/** Keeps in the ledger and in the log that this person wanted it sent again although it may have been charged. */
async function confirmAgain(tx: Tx, generationId: string, actorId: string): Promise<void> {
  const { status } = await tx.generation.findUniqueOrThrow({ where: { id: generationId }, select: { status: true } });
  await tx.attempt.updateMany({ where: { generationId, state: "uncertain", confirmedById: null }, data: { confirmedById: actorId } });
  await tx.generationEvent.create({ data: { generationId, event: "submit-again", fromStatus: status, toStatus: status, actorId } });
}

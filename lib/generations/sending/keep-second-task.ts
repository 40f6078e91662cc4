import type { Tx } from "@/lib/platform/db/client";
import type { Attempt } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { pickRecipe, recipeColumns } from "@/lib/recipes/recipe";
import { newId } from "@/lib/shared/ids";
import { databaseNow } from "../record-transition";

/**
 * Two attempts of one generation both turned out to be tasks, so that both were paid for: the second becomes a
 * generation of its own beside the first, with the same request, and is looked after like any other.
 *
 * @returns its id, or null when the task is the one that the generation has anyway.
 */
export async function keepSecondTask(tx: Tx, attempt: Attempt, taskId: string, firstCheckMs: number): Promise<string | null> {
  const original = await tx.generation.findUniqueOrThrow({
    where: { id: attempt.generationId },
    include: { inputs: { orderBy: { position: "asc" } } },
  });
  if (original.providerTaskId === taskId) return null;
  const now = await databaseNow(tx);
  const id = newId();
  await tx.generation.create({
    data: {
      id,
      teamId: original.teamId,
      projectId: original.projectId,
      createdById: original.createdById,
      idempotencyKey: newId(),
      requestHash: original.requestHash,
      ...recipeColumns(pickRecipe(original)),
      estimatedTokens: original.estimatedTokens,
      estimatedMicros: original.estimatedMicros,
      status: "queued",
      nextActionAt: new Date(now.getTime() + firstCheckMs),
      apiStyle: attempt.apiStyle,
      providerAccount: attempt.providerAccount,
      providerTaskId: taskId,
      sentAt: attempt.sentAt,
      acceptedAt: now,
      inputs: { create: original.inputs.map(({ position, assetId, role }) => ({ position, assetId, role })) },
      events: { create: { event: "second-task", toStatus: "queued", detail: { of: original.id, taskId } } },
    },
  });
  await tx.generationEvent.create({
    data: {
      generationId: original.id,
      event: "charged-twice",
      fromStatus: original.status,
      toStatus: original.status,
      detail: { taskIds: [original.providerTaskId, taskId], twin: id },
    },
  });
  await publish(tx, { teamId: original.teamId, kind: "generation", id });
  return id;
}

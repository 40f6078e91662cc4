import type { Tx } from "@/lib/platform/db/client";
import type { Attempt } from "@/lib/platform/db/generated/client";
import { pickRecipe } from "@/lib/recipes/recipe";
import { newId } from "@/lib/shared/ids";
import { insertGenerations } from "../insert-generation";
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
  const id = newId();
  await insertGenerations(tx, [
    {
      id,
      birth: "twin",
      teamId: original.teamId,
      projectId: original.projectId,
      createdById: original.createdById,
      requestHash: original.requestHash,
      madeFromId: original.id,
      recipe: pickRecipe(original),
      inputs: original.inputs,
      price: { tokens: original.estimatedTokens, micros: original.estimatedMicros, pricePerMillion: original.pricePerMillion },
      nextActionInMs: firstCheckMs,
      task: {
        apiStyle: attempt.apiStyle,
        providerAccount: attempt.providerAccount,
        providerTaskId: taskId,
        sentAt: attempt.sentAt,
        acceptedAt: await databaseNow(tx),
      },
      detail: { of: original.id, taskId },
    },
  ]);
  await tx.generationEvent.create({
    data: {
      generationId: original.id,
      event: "charged-twice",
      fromStatus: original.status,
      toStatus: original.status,
      detail: { taskIds: [original.providerTaskId, taskId], twin: id },
    },
  });
  return id;
}

import type { Actor } from "@/lib/access/callers/actor";
import { forgetFailures } from "@/lib/assets/registration/ensure-registered";
import { describeConnection } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import { pickRecipe } from "@/lib/recipes/recipe";
import { AppError } from "@/lib/shared/errors";
import { canRetry } from "../policy";
import { type RetryInput } from "../schema";
import { submitGeneration } from "./submit";
import type { CardView } from "../view";

/**
 * The same request again as a generation of its own; the first one stays as it ended. Only what ended without a
 * clip can be retried this way, so that a press never buys a second copy unseen.
 * @throws AppError not-found, conflict, and whatever submitting refuses
 */
export async function retryGeneration(actor: Actor, { id, asId, changes }: RetryInput): Promise<CardView> {
  const row = await db.generation.findFirst({
    where: { id, teamId: actor.teamId, deletedAt: null },
    include: { inputs: { orderBy: { position: "asc" }, include: { asset: { select: { id: true, sha256: true } } } } },
  });
  if (!row) throw new AppError("not-found");
  if (!canRetry(actor, row)) throw new AppError("conflict");
  await forgetFailures(
    (await describeConnection(actor.teamId)).account,
    row.inputs.map((input) => input.asset),
  );
  const draft = { recipe: { ...pickRecipe(row), ...changes }, inputs: row.inputs.map(({ role, assetId }) => ({ role, assetId })) };
  return submitGeneration(actor, { id: asId, projectId: row.projectId, draft, madeFromId: id });
}

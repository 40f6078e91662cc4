import type { Actor } from "@/lib/access/callers/actor";
import { forgetFailures } from "@/lib/assets/registration/ensure-registered";
import { describeConnection } from "@/lib/connections/connection";
import { db, type Tx } from "@/lib/platform/db/client";
import type { GenerationInput, Prisma } from "@/lib/platform/db/generated/client";
import { pickRecipe } from "@/lib/recipes/recipe";
import { AppError } from "@/lib/shared/errors";
import { canRetry } from "../policy";
import type { Draft, RetryInput, SubmitInput } from "../schema";
import { submitGeneration } from "./submit";
import type { CardView } from "../view";

/** What it takes to ask for a clip once more. */
export const WITH_FILES = {
  inputs: { orderBy: { position: "asc" }, include: { asset: { select: { id: true, sha256: true } } } },
} as const satisfies Prisma.GenerationInclude;
type RowWithFiles = Prisma.GenerationGetPayload<{ include: typeof WITH_FILES }>;

/** The files of a clip as a press carries them, each with the element that it came with. */
export const draftInputs = (inputs: readonly Pick<GenerationInput, "role" | "assetId" | "elementVersionId">[]): Draft["inputs"] =>
  inputs.map(({ role, assetId, elementVersionId }) => ({ role, assetId, ...(elementVersionId !== null && { elementVersionId }) }));

/** The press of the same request as a generation of its own. */
export const pressAgain = (row: RowWithFiles, asId: string, changes?: RetryInput["changes"]): SubmitInput => ({
  id: asId,
  projectId: row.projectId,
  draft: {
    recipe: { ...pickRecipe(row), ...changes },
    inputs: draftInputs(row.inputs),
    madeFromId: row.id,
  },
});

/** Files that the provider's library refused before are tried once more. */
export async function forgetRefusedFiles({ teamId }: Actor, rows: readonly RowWithFiles[]): Promise<void> {
  const assets = rows.flatMap(({ inputs }) => inputs.map(({ asset }) => asset));
  if (assets.length > 0) await forgetFailures((await describeConnection(teamId)).account, assets);
}

/**
 * The same request again as a generation of its own; the first one stays as it ended. Only what ended without a
 * clip can be retried this way, and once: another is bought only by who says that it is one more, so that a press never buys
 * a second copy unseen.
 * @throws AppError not-found, conflict, tried-again, and whatever submitting refuses
 */
export async function retryGeneration(actor: Actor, { id, asId, changes, onceMore, agreed }: RetryInput): Promise<CardView> {
  const row = await db.generation.findFirst({ where: { id, teamId: actor.teamId, deletedAt: null }, include: WITH_FILES });
  if (!row) throw new AppError("not-found");
  if (!canRetry(actor, row)) throw new AppError("conflict");
  await forgetRefusedFiles(actor, [row]);
  const refuseTried = async (tx: Tx): Promise<ReadonlySet<string>> => {
    const now = await tx.generation.findUniqueOrThrow({ where: { id }, include: { madeInto: { select: { id: true } } } });
    // It turned out to exist, or somebody deleted it.
    if (!canRetry(actor, now)) throw new AppError("conflict");
    if (!onceMore && now.madeInto.some((made) => made.id !== asId)) throw new AppError("tried-again");
    return new Set();
  };
  return submitGeneration(actor, pressAgain(row, asId, changes), { agreed, leaveOut: refuseTried });
}

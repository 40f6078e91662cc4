import type { Actor } from "@/lib/access/callers/actor";
import { acknowledge } from "@/lib/generations/sending/acknowledge";
import { databaseNow } from "@/lib/generations/record-transition";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import type { UnclaimedTask } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { KEEP_DISMISSED_MS } from "./attend-unclaimed";
import { fits, listLost } from "./fits";
import { goStraightToSaving } from "../go-straight-to-saving";
import type { IdInput } from "@/lib/shared/inputs";
import type { AssignUnclaimedInput } from "./schema";
import { readTaskFacts, UNDECIDED } from "../task-facts";
import { assertTrayOwner } from "./tray-owner";

/** @throws AppError not-found, also for everybody who is not the tray's owner; conflict when it was decided about before */
export async function loadUndecided(actor: Actor, id: string): Promise<UnclaimedTask> {
  await assertTrayOwner(actor);
  const row = await db.unclaimedTask.findUnique({ where: { id } });
  if (!row) throw new AppError("not-found");
  if (!UNDECIDED.some((status) => status === row.status)) throw new AppError("conflict");
  return row;
}

/** Writes down who decided, where nobody did before. @throws AppError conflict when somebody was first */
export async function recordDecision(
  tx: Tx,
  row: UnclaimedTask,
  actor: Actor,
  decision: { status: "assigned"; generationId: string } | { status: "dismissed" },
): Promise<void> {
  const now = await databaseNow(tx);
  const { count } = await tx.unclaimedTask.updateMany({
    where: { id: row.id, status: { in: [...UNDECIDED] } },
    data: {
      ...decision,
      decidedById: actor.userId,
      decidedAt: now,
      nextActionAt: new Date(now.getTime() + (decision.status === "dismissed" ? KEEP_DISMISSED_MS : 60_000)),
    },
  });
  if (count === 0) throw new AppError("conflict");
}

/**
 * "It belongs to…": links the task with the uncertain generation that it was bought for. Where the file is here
 * already the clip needs nothing more of the provider, who may have forgotten it.
 * @throws AppError not-found, conflict
 */
export async function assignUnclaimed(actor: Actor, { id, generationId }: AssignUnclaimedInput): Promise<{ generationId: string }> {
  const row = await loadUndecided(actor, id);
  const task = { providerAccount: row.providerAccount, createdAt: readTaskFacts(row.facts).createdAt };
  const attempt = (await listLost(actor)).find((one) => one.generationId === generationId && fits(task, one));
  if (!attempt) throw new AppError("conflict");
  const isLinked = await acknowledge(attempt.id, row.providerTaskId, "person", actor.userId).catch((error: unknown) => {
    if (isUniqueViolation(error)) return false;
    throw error;
  });
  if (!isLinked) throw new AppError("conflict");
  await withTransaction(async (tx) => {
    // The link itself stands: should the sweep have seen it first, only the name is added.
    await recordDecision(tx, row, actor, { status: "assigned", generationId }).catch(async (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      await tx.unclaimedTask.updateMany({ where: { id: row.id, generationId, decidedById: null }, data: { decidedById: actor.userId } });
    });
    if (row.savedAt !== null) await goStraightToSaving(tx, row, generationId);
  });
  return { generationId };
}

/** "Not ours": it leaves the tray, and its file goes a month later. @throws AppError not-found, conflict */
export async function dismissUnclaimed(actor: Actor, { id }: IdInput): Promise<{ id: string }> {
  const row = await loadUndecided(actor, id);
  await withTransaction((tx) => recordDecision(tx, row, actor, { status: "dismissed" }));
  return { id };
}

/** "Not ours" was a mistake: back into the tray, as long as its file has not gone. @throws AppError not-found, conflict */
export async function bringBackUnclaimed(actor: Actor, { id }: IdInput): Promise<{ id: string }> {
  await assertTrayOwner(actor);
  const row = await db.unclaimedTask.findUnique({ where: { id }, include: { files: true } });
  if (!row) throw new AppError("not-found");
  const now = await databaseNow(db);
  const isSaved = row.files.length > 0;
  const { count } = await db.unclaimedTask.updateMany({
    // A file that was never saved is fetched after all; one that was, and went, is gone.
    where: { id, status: "dismissed", ...(isSaved ? {} : { savedAt: null }) },
    data: { status: isSaved ? "saved" : "waiting", decidedById: null, decidedAt: null, nextActionAt: isSaved ? null : now },
  });
  if (count === 0) throw new AppError("conflict");
  return { id };
}

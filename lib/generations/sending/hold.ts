import { describeConnection } from "@/lib/connections/connection";
import { db, withTransaction } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";
import { newId } from "@/lib/shared/ids";
import { markerFor } from "@/lib/recipes/compile";
import { databaseNow, recordTransition } from "../record-transition";
import { whereStatus } from "../status-sql";

const BATCH = 200;

/**
 * On hold (database and data folder belong to different studios, so one of them is a copy) nothing is sent. What was
 * asked for before the hold may have been sent, and paid for, by the original meanwhile: it becomes uncertain, so that
 * it is looked for at the provider and never sent again without somebody's word. What is asked for afterwards waits.
 *
 * @returns how many became uncertain just now
 */
export async function honourHold(): Promise<number> {
  const instance = await db.instance.findUnique({ where: { id: 1 }, select: { holdReason: true, holdSince: true } });
  if (!instance?.holdReason || !instance.holdSince) return 0;
  await doubtEarlier(instance.holdSince);
  const rows = await db.generation.findMany({
    where: { ...whereStatus("waiting", "sending"), createdAt: { lte: instance.holdSince } },
    select: { id: true, teamId: true, status: true, createdById: true, createdAt: true },
    take: BATCH,
  });
  let lost = 0;
  for (const row of rows) if (await (row.status === "sending" ? loseAttempt(row.id, instance.holdSince) : loseIntent(row))) lost++;
  if (lost > 0) await doubtEarlier(instance.holdSince);
  return lost;
}

/**
 * What was in doubt already, the original may have proven absent and sent once more, under a marker that we never saw:
 * here, too, only a person may say that it was not.
 */
const doubtEarlier = (holdSince: Date): Promise<number> =>
  db.$executeRaw`
    UPDATE attempts SET is_foreign = true WHERE state = 'uncertain' AND sent_at <= ${holdSince} AND NOT is_foreign`;

async function loseAttempt(generationId: string, holdSince: Date): Promise<boolean> {
  return withTransaction(async (tx) => {
    const { count } = await tx.attempt.updateMany({
      where: { generationId, state: "sending", sentAt: { lte: holdSince } },
      data: { state: "uncertain" },
    });
    if (count === 0) return false;
    const moved = await recordTransition(tx, generationId, { event: "lose", data: { errorCode: "uncertain" }, detail: { kind: "hold" } });
    return moved !== null;
  });
}

/** The ledger gets an attempt for what the original may have sent; of its marker only the person's part is known. */
async function loseIntent(row: { id: string; teamId: string; createdById: string; createdAt: Date }): Promise<boolean> {
  const { account, apiStyle } = await describeConnection(row.teamId);
  const isLost = await withTransaction(async (tx) => {
    const moved = await recordTransition(tx, row.id, {
      event: "lose",
      data: { errorCode: "uncertain", providerAccount: account, apiStyle, sentAt: row.createdAt },
      detail: { kind: "hold" },
    });
    if (!moved) return false;
    const id = newId();
    await tx.attempt.create({
      data: {
        id,
        generationId: row.id,
        number: (await tx.attempt.count({ where: { generationId: row.id } })) + 1,
        state: "uncertain",
        marker: markerFor(row.createdById, id, getEnv().authSecret),
        providerAccount: account,
        apiStyle,
        request: {},
        sentAt: row.createdAt,
        leaseUntil: await databaseNow(tx),
        isForeign: true,
      },
    });
    return true;
  });
  if (isLost) logger.warn({ generationId: row.id }, "on hold: it may have been sent by another copy of this studio");
  return isLost;
}

import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import path from "node:path";
import type { Actor } from "@/lib/access/callers/actor";
import { isOperator } from "@/lib/access/callers/operator";
import { recordAccess } from "@/lib/access/record-access";
import { db, withTransaction } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { writeInstanceId } from "@/lib/platform/instance";
import { logger } from "@/lib/platform/log";
import { AppError } from "@/lib/shared/errors";
import { honourHold } from "@/lib/generations/sending/hold";
import { LAST_ATTEMPT_FILE } from "@/lib/generations/sending/last-attempt";
import { whereStatus } from "@/lib/generations/status-sql";
import type { HoldView } from "@/lib/generations/view";
import { touch } from "@/lib/platform/events/touch";

/** Why, since when and how far nothing is sent; null when there is no hold. */
export async function findHold(): Promise<HoldView | null> {
  const instance = await db.instance.findUnique({ where: { id: 1 } });
  if (!instance?.holdReason) return null;
  const groups = await db.generation.groupBy({ by: ["status"], where: whereStatus("waiting", "uncertain"), _count: true });
  const count = (status: string): number => groups.find((group) => group.status === status)?._count ?? 0;
  return {
    reason: instance.holdReason === "restored" ? "restored" : "instance-mismatch",
    since: (instance.holdSince ?? instance.createdAt).toISOString(),
    checkedAt: instance.holdCheckedAt?.toISOString() ?? null,
    uncertain: count("uncertain"),
    waiting: count("waiting"),
  };
}

/**
 * Ends the hold on the word of whoever runs the studio; kept with their name and the time.
 * @throws AppError not-allowed for owners of other teams, conflict without a hold, hold-unchecked, provider-key
 */
export async function releaseHold(actor: Actor, { anyway }: { anyway: boolean }): Promise<{ releasedAt: string }> {
  if (!(await isOperator(actor))) throw new AppError("not-allowed");
  return { releasedAt: (await endHold(actor.userId, { anyway, teamId: actor.teamId })).toISOString() };
}

/**
 * This database and this folder are one studio from now on, under a new id, so that neither fits the other copy any
 * more; where files lie in a bucket, its other machines take over the new id at their next start. Whatever was waiting when the hold began is uncertain by then, also when no worker has run since, and stays so:
 * only a person may send it again.
 *
 * @param by a person's id; null: whoever sits at the machine
 * @param options.teamId in whose audit it is told
 * @throws AppError hold-unchecked unless the provider's whole list was looked through, or `anyway` is said
 */
export async function endHold(by: string | null, options: { anyway: boolean; dataDir?: string; teamId?: string }): Promise<Date> {
  const { anyway, dataDir = getEnv().dataDir, teamId } = options;
  const before = await db.instance.findUnique({ where: { id: 1 }, select: { holdReason: true, holdCheckedAt: true } });
  if (!before?.holdReason) throw new AppError("conflict");
  if (before.holdCheckedAt === null && !anyway) throw new AppError("hold-unchecked");
  while ((await honourHold()) > 0);

  const instanceId = randomUUID();
  const released = await withTransaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ instance_id: string; hold_reason: string | null; hold_checked_at: Date | null; now: Date }[]>`
      SELECT instance_id, hold_reason, hold_checked_at, now() AS now FROM instances WHERE id = 1 FOR UPDATE`;
    if (!row?.hold_reason) throw new AppError("conflict");
    // The folder first: should we die here, the two disagree, and the hold goes on.
    await writeInstanceId(dataDir, instanceId);
    await rm(path.join(dataDir, LAST_ATTEMPT_FILE), { force: true });
    const isUnchecked = row.hold_checked_at === null;
    await tx.instance.update({
      where: { id: 1 },
      data: {
        instanceId,
        formerIds: { push: row.instance_id },
        holdReason: null,
        holdSince: null,
        holdCheckedAt: null,
        releasedAt: row.now,
        releasedById: by,
        releasedUnchecked: isUnchecked,
      },
    });
    if (by !== null && teamId !== undefined) await recordAccess("holdReleased", { userId: null, byId: by, teamId }, tx);
    const held = await tx.generation.findMany({
      where: { ...whereStatus("waiting"), waitingFor: "hold" },
      select: { id: true, teamId: true },
    });
    await tx.generation.updateMany({ where: { ...whereStatus("waiting"), waitingFor: "hold" }, data: { nextActionAt: row.now } });
    for (const { id, teamId } of held) await touch(tx, { id, teamId });
    return { at: row.now, reason: row.hold_reason, isUnchecked };
  });
  logger.warn({ userId: by, reason: released.reason, detail: released.isUnchecked ? "unchecked" : "checked" }, "hold released");
  return released.at;
}

import type { Actor } from "@/lib/access/callers/actor";
import { db, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { logError } from "@/lib/platform/log";
import type { IdInput } from "@/lib/shared/inputs";
import { AppError } from "@/lib/shared/errors";
import { inParallel } from "@/lib/shared/in-parallel";
import { recordTransition } from "../record-transition";
import { wakeNextInLine } from "../sending/wake";
import { whereStatus } from "../status-sql";
import { refuseLocked } from "../review/lock";
import { lockSubmissions } from "./limits";

/** Each takes a connection. */
const AT_ONCE = 4;

/**
 * Takes a project with its clips out of sight; for thirty days it can be brought back. What was not sent yet is cancelled, because
 * nobody would see what it is paid for. What the provider has is finished and kept with the rest.
 * @throws AppError not-found, clip-locked where a clip of it is
 */
export async function deleteProject(actor: Actor, { id }: IdInput): Promise<{ deleted: true }> {
  await withTransaction(async (tx) => {
    // A press of this moment is either before, and cancelled below, or after, and refused.
    await lockSubmissions(tx, actor.teamId);
    const { count } = await tx.project.updateMany({
      where: { id, teamId: actor.teamId, deletedAt: null },
      data: { deletedAt: new Date() },
    });
    if (count === 0) throw new AppError("not-found");
    // What was locked is not thrown away by another door either.
    refuseLocked(
      await tx.generation.findMany({
        where: { projectId: id, lockedAt: { not: null }, deletedAt: null },
        take: 2,
        select: { lockedAt: true },
      }),
    );
    await publish(tx, { teamId: actor.teamId, kind: "project", id });
  });
  // One by one: hundreds in one transaction would take longer than it may, and hold up every press of the team.
  const waiting = await db.generation.findMany({ where: { ...whereStatus("waiting"), projectId: id }, select: { id: true } });
  await inParallel(waiting, AT_ONCE, async (clip) => {
    await withTransaction((tx) => recordTransition(tx, clip.id, { event: "cancel", from: "waiting", actorId: actor.userId }));
  }).catch((error: unknown) => {
    // The project is deleted all the same. Whatever still waits is cancelled when its turn comes, by send.ts.
    logError(error, { projectId: id }, "not all waiting clips of a deleted project could be cancelled");
  });
  if (waiting.length > 0) await wakeNextInLine();
  return { deleted: true };
}

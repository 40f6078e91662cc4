import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import type { IdInput } from "@/lib/shared/inputs";
import { AppError } from "@/lib/shared/errors";
import { refuseLocked } from "../review/lock";
import { cancelWaitingOf } from "./cancel-waiting-of";
import { lockSubmissions } from "./limits";

/**
 * Takes a project with its clips out of sight; for thirty days it can be brought back. What was not sent yet is cancelled, because
 * nobody would see what it is paid for. What the provider has is finished and kept with the rest.
 * @throws AppError not-found, clip-locked where a clip of it is
 */
export async function deleteProject(actor: Actor, { id }: IdInput): Promise<{ deleted: true }> {
  await withTransaction(async (tx) => {
    // A press of this moment is either before, and cancelled below, or after, and refused.
    await lockSubmissions(tx, actor.teamId);
    const [project] = await tx.project.updateManyAndReturn({
      where: { id, teamId: actor.teamId, deletedAt: null },
      data: { deletedAt: new Date() },
      select: { name: true },
    });
    if (!project) throw new AppError("not-found");
    // What was locked is not thrown away by another door either.
    refuseLocked(
      await tx.generation.findMany({
        where: { projectId: id, lockedAt: { not: null }, deletedAt: null },
        take: 2,
        select: { lockedAt: true },
      }),
    );
    await recordAccess("projectDeleted", { userId: null, byId: actor.userId, teamId: actor.teamId, subject: project.name }, tx);
    await publish(tx, { teamId: actor.teamId, kind: "project", id });
  });
  await cancelWaitingOf({ projectId: id }, actor.userId);
  return { deleted: true };
}

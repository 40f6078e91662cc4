import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { db, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { cancelWaitingOf } from "./cancel-waiting-of";
import { lockSubmissions } from "./limits";

/**
 * Takes a team with all of its projects out of sight, from everybody's next request on; for thirty days one of its owners
 * can bring it back. What was not sent yet is cancelled. What the provider has is paid for, so it is finished and kept.
 * @param input.name as it is called, so that nobody deletes another one than they mean
 * @returns how many clips the provider is still at @throws AppError not-found, bad-input for another name
 */
export async function deleteTeam(actor: Actor, { name }: { name: string }): Promise<{ underWay: number }> {
  const { teamId } = actor;
  await withTransaction(async (tx) => {
    // A press of this moment is either before, and cancelled below, or after, and refused.
    await lockSubmissions(tx, teamId);
    const [team] = await tx.$queryRaw<{ name: string }[]>`
      SELECT name FROM teams WHERE id = ${teamId}::uuid AND deleted_at IS NULL FOR UPDATE`;
    if (!team) throw new AppError("not-found");
    if (team.name !== name) throw new AppError("bad-input", { fields: { name: { code: "otherName" } } });
    const deletedAt = new Date();
    await tx.team.update({ where: { id: teamId }, data: { deletedAt } });
    // By the same moment they are known again when the team comes back.
    await tx.project.updateMany({ where: { teamId, deletedAt: null }, data: { deletedAt } });
    await recordAccess("teamDeleted", { userId: null, byId: actor.userId, teamId, subject: name }, tx);
    // Streams ask anew who may listen: nobody.
    await publish(tx, { teamId, kind: "member", id: actor.userId });
  });
  await cancelWaitingOf({ teamId }, actor.userId);
  return { underWay: await db.generation.count({ where: { teamId, nextActionAt: { not: null } } }) };
}

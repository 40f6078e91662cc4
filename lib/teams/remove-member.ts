import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { endLinksOf } from "./end-links";
import { judgeAnew } from "./judge-anew";
import { lockMember } from "./lock-members";
import { canRemoveMember, isLastOwner } from "./policy";
import type { MemberInput } from "./schema";

/**
 * Lets somebody go, at once. Only the membership ends: their account, their other teams and all that they made for
 * this one stay. An admin lets those below them go. @throws AppError not-found, not-allowed, last-owner
 */
export async function removeMember(actor: Actor, { userId }: MemberInput): Promise<{ userId: string }> {
  await withTransaction(async (tx) => {
    const { reader, member, ownerCount } = await lockMember(tx, actor, userId);
    if (!canRemoveMember(reader, member, ownerCount))
      throw new AppError(canRemoveMember(reader, member, Infinity) && isLastOwner(member, ownerCount) ? "last-owner" : "not-allowed");
    await endLinksOf(tx, actor.teamId, userId, null);
    await tx.membership.delete({ where: { teamId_userId: { teamId: actor.teamId, userId } } });
    await judgeAnew(tx, actor.teamId, [userId]);
    await recordAccess("memberRemoved", { userId, byId: actor.userId, teamId: actor.teamId }, tx);
    await publish(tx, { teamId: actor.teamId, kind: "member", id: userId });
  });
  return { userId };
}

/** Goes out of the team oneself. @throws AppError last-owner */
export const leaveTeam = (actor: Actor): Promise<{ userId: string }> => removeMember(actor, { userId: actor.userId });

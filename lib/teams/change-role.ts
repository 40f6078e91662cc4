import type { Actor } from "@/lib/access/callers/actor";
import { mayGovern } from "@/lib/access/permissions";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { judgeAnew } from "./judge-anew";
import { lockMember } from "./lock-members";
import { canChangeRole, isLastOwner } from "./policy";
import { endLinksOf } from "./end-links";
import type { ChangeRoleInput } from "./schema";
import { toMemberView, type MemberView } from "./view";

/**
 * Gives a member another role, from their next request on. An admin moves those below them, and nobody up to their own
 * role. @throws AppError not-found, not-allowed, last-owner
 */
export async function changeRole(actor: Actor, { userId, role }: ChangeRoleInput): Promise<MemberView> {
  return withTransaction(async (tx) => {
    const { reader, member, ownerCount } = await lockMember(tx, actor, userId);
    if (!mayGovern(reader.role, role)) throw new AppError("not-allowed");
    if (member.role === role) return toMemberView(reader, member, ownerCount);
    if (!canChangeRole(reader, member, ownerCount))
      throw new AppError(mayGovern(reader.role, member.role) && isLastOwner(member, ownerCount) ? "last-owner" : "not-allowed");
    await tx.membership.update({ where: { teamId_userId: { teamId: actor.teamId, userId } }, data: { role } });
    await endLinksOf(tx, actor.teamId, userId, role);
    await judgeAnew(tx, actor.teamId, [userId]);
    await recordAccess("roleChanged", { userId, byId: actor.userId, teamId: actor.teamId, detail: { was: member.role, role } }, tx);
    await publish(tx, { teamId: actor.teamId, kind: "member", id: userId });
    const ownersNow = ownerCount + (role === "owner" ? 1 : 0) - (member.role === "owner" ? 1 : 0);
    // An owner who stepped down reads the answer with their new role.
    return toMemberView(actor.userId === userId ? { ...reader, role } : reader, { ...member, role }, ownersNow);
  });
}

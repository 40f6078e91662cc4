import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { judgeAnew } from "./judge-anew";
import { assertNotLastOwner, lockMember } from "./lock-members";
import type { ChangeRoleInput } from "./schema";
import { toMemberView, type MemberView } from "./view";

/** Gives a member another role, from their next request on. The last owner stays one: "last-owner". */
export async function changeRole(actor: Actor, { userId, role }: ChangeRoleInput): Promise<MemberView> {
  return withTransaction(async (tx) => {
    const { member, ownerCount } = await lockMember(tx, actor.teamId, userId);
    if (member.role === role) return toMemberView(actor, member, ownerCount);
    assertNotLastOwner(member, ownerCount);
    await tx.membership.update({ where: { teamId_userId: { teamId: actor.teamId, userId } }, data: { role } });
    await judgeAnew(tx, actor.teamId, [userId]);
    await recordAccess("roleChanged", { userId, byId: actor.userId, teamId: actor.teamId }, tx);
    await publish(tx, { teamId: actor.teamId, kind: "member", id: userId });
    const ownersNow = ownerCount + (role === "owner" ? 1 : 0) - (member.role === "owner" ? 1 : 0);
    // An owner who stepped down reads the answer with their new role.
    const reader: Actor = actor.userId === userId ? { ...actor, role } : actor;
    return toMemberView(reader, { ...member, role }, ownersNow);
  });
}

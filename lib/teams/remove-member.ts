import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { judgeAnew } from "./judge-anew";
import { assertNotLastOwner, lockMember } from "./lock-members";
import type { MemberInput } from "./schema";

/**
 * Lets somebody go, at once. Only the membership ends: their account, their other teams and all that they made for
 * this one stay. The last owner cannot go: "last-owner".
 */
export async function removeMember(actor: Actor, { userId }: MemberInput): Promise<{ userId: string }> {
  await withTransaction(async (tx) => {
    const { member, ownerCount } = await lockMember(tx, actor.teamId, userId);
    assertNotLastOwner(member, ownerCount);
    await tx.membership.delete({ where: { teamId_userId: { teamId: actor.teamId, userId } } });
    await judgeAnew(tx, actor.teamId, [userId]);
    await recordAccess("memberRemoved", { userId, byId: actor.userId, teamId: actor.teamId }, tx);
    await publish(tx, { teamId: actor.teamId, kind: "member", id: userId });
  });
  return { userId };
}

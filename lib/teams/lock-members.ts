import type { Actor } from "@/lib/access/callers/actor";
import { lockTeam } from "@/lib/access/callers/lock-team";
import type { Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { memberSelect } from "./queries";

/**
 * The member of this team, who asks with the role of now, and how many owners there are, such that none of it changes
 * before the transaction ends: two owners who step down at the same moment must not leave a team without one, and of
 * two who remove each other the first one wins. @throws AppError not-found, also for whoever was removed a moment ago
 */
export async function lockMember(tx: Tx, actor: Actor, userId: string) {
  const { teamId } = actor;
  await lockTeam(tx, teamId);
  const reader = await tx.membership.findUnique({ where: { teamId_userId: { teamId, userId: actor.userId } }, select: { role: true } });
  const member = await tx.membership.findUnique({ where: { teamId_userId: { teamId, userId } }, select: memberSelect });
  if (!reader || !member) throw new AppError("not-found");
  const ownerCount = await tx.membership.count({ where: { teamId, role: "owner" } });
  return { reader: { ...actor, role: reader.role }, member, ownerCount };
}

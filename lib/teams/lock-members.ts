import type { Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { isLastOwner } from "./policy";
import { memberSelect } from "./queries";

/**
 * The member of this team, with how many owners it has, such that neither changes before the transaction ends: two
 * owners who step down at the same moment must not leave a team without one.
 */
export async function lockMember(tx: Tx, teamId: string, userId: string) {
  await tx.$queryRaw`select 1 from teams where id = ${teamId}::uuid for no key update`;
  const member = await tx.membership.findUnique({ where: { teamId_userId: { teamId, userId } }, select: memberSelect });
  if (!member) throw new AppError("not-found");
  const ownerCount = await tx.membership.count({ where: { teamId, role: "owner" } });
  return { member, ownerCount };
}

/** Refuses what would leave the team without an owner. */
export function assertNotLastOwner(member: Parameters<typeof isLastOwner>[0], ownerCount: number): void {
  if (isLastOwner(member, ownerCount)) throw new AppError("last-owner");
}

import { ROLES, type Role } from "@/lib/access/callers/actor";
import { mayGovern, roleMay } from "@/lib/access/permissions";
import type { Tx } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { publishAll } from "@/lib/platform/events/publish";

/**
 * Ends the links that somebody made and may make no more: else who is let go would come back by one of their own.
 * @param role what they are from now on; null: they left
 */
export async function endLinksOf(tx: Tx, teamId: string, userId: string, role: Role | null): Promise<void> {
  const now = new Date();
  const ended = ROLES.filter((one) => role === null || !mayGovern(role, one));
  await tx.invite.updateMany({
    where: { teamId, createdById: userId, role: { in: ended }, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  if (role === null || !roleMay(role, "members.reset"))
    await tx.passwordReset.updateMany({
      where: { createdById: userId, usedAt: null, user: { memberships: { some: { teamId } } } },
      data: { usedAt: now },
    });
  if (role === null || !roleMay(role, "shares.write")) await endShares(tx, teamId, { createdById: userId });
}

/** Ends links of a team to people without an account, those of these that had not ended. @returns how many they were */
export async function endShares(tx: Tx, teamId: string, which: Prisma.ShareWhereInput): Promise<number> {
  const where = { ...which, teamId, revokedAt: null };
  const ended = await tx.share.updateManyAndReturn({ where, data: { revokedAt: new Date() }, select: { id: true } });
  // Pages of guests that listen are turned away by it.
  if (ended.length > 0)
    await publishAll(
      tx,
      ended.map(({ id }) => ({ teamId, kind: "share", id })),
    );
  return ended.length;
}

import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { endShares } from "@/lib/teams/end-links";
import { nameOfShare, shareSelect } from "./list-shares";
import { canManageAll } from "./policy";

/** Ends a link: from this moment on it leads nowhere. Ending it twice is no harm. @throws AppError not-found, also for another's link */
export async function revokeShare(actor: Actor, { id }: IdInput): Promise<null> {
  const mine = { id, ...(canManageAll(actor) ? {} : { createdById: actor.userId }) };
  if ((await db.share.count({ where: { ...mine, teamId: actor.teamId } })) === 0) throw new AppError("not-found");
  await revoke(actor, mine);
  return null;
}

/** Ends all links of the team. @returns how many worked until now */
export async function revokeAllShares(actor: Actor): Promise<{ count: number }> {
  return { count: await revoke(actor, { expiresAt: { gt: new Date() } }) };
}

const revoke = ({ teamId, userId }: Actor, which: Prisma.ShareWhereInput): Promise<number> =>
  withTransaction(async (tx) => {
    const first = await tx.share.findFirst({ where: { ...which, teamId, revokedAt: null }, select: shareSelect });
    const count = await endShares(tx, teamId, which);
    const told = { userId: null, byId: userId, teamId, subject: first && nameOfShare(first), detail: { count } };
    if (count > 0) await recordAccess("shareRevoked", told, tx);
    return count;
  });

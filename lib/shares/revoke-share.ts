import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { publishAll } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { canManageAll } from "./policy";

/** Ends a link: from this moment on it leads nowhere. Ending it twice is no harm. @throws AppError not-found, also for another's link */
export async function revokeShare(actor: Actor, { id }: IdInput): Promise<null> {
  const found = await revoke(actor, { id, ...(canManageAll(actor) ? {} : { createdById: actor.userId }) });
  if (found === 0) throw new AppError("not-found");
  return null;
}

/** Ends all links of the team. @returns how many worked until now */
export async function revokeAllShares(actor: Actor): Promise<{ count: number }> {
  return { count: await revoke(actor, { revokedAt: null, expiresAt: { gt: new Date() } }) };
}

const revoke = ({ teamId, userId }: Actor, which: Prisma.ShareWhereInput): Promise<number> =>
  withTransaction(async (tx) => {
    const found = await tx.share.findMany({ where: { ...which, teamId }, select: { id: true, revokedAt: true } });
    const ids = found.flatMap(({ id, revokedAt }) => (revokedAt === null ? [id] : []));
    if (ids.length > 0) {
      await tx.share.updateMany({ where: { id: { in: ids } }, data: { revokedAt: new Date() } });
      await recordAccess("shareRevoked", { userId: null, byId: userId, teamId }, tx);
      // Pages of guests that listen are turned away by it.
      await publishAll(
        tx,
        ids.map((id) => ({ teamId, kind: "share", id })),
      );
    }
    return found.length;
  });

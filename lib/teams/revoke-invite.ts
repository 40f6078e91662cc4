import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { db, withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { canRevokeInvite } from "./policy";

/**
 * Makes an invitation's link worthless. Revoking twice is fine.
 * @throws AppError not-found, not-allowed for a role that one may not give, conflict when somebody has joined with it already
 */
export async function revokeInvite(actor: Actor, { id }: IdInput): Promise<{ id: string }> {
  const mine = { id, teamId: actor.teamId };
  const invite = await db.invite.findFirst({ where: mine, select: { role: true, email: true } });
  if (!invite) throw new AppError("not-found");
  if (!canRevokeInvite(actor, invite.role)) throw new AppError("not-allowed");
  const { role, email: subject } = invite;
  const count = await withTransaction(async (tx) => {
    const { count } = await tx.invite.updateMany({
      where: { ...mine, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    const who = { userId: null, byId: actor.userId, teamId: actor.teamId };
    if (count === 1) await recordAccess("inviteRevoked", { ...who, subject, detail: { role } }, tx);
    return count;
  });
  if (count === 0 && (await db.invite.count({ where: { ...mine, acceptedAt: { not: null } } })) > 0) throw new AppError("conflict");
  return { id };
}

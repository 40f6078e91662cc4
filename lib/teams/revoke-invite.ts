import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { canRevokeInvite } from "./policy";

/**
 * Makes an invitation's link worthless. Revoking twice is fine.
 * @throws AppError not-found, not-allowed for a role that one may not give, conflict when somebody has joined with it already
 */
export async function revokeInvite(actor: Actor, { id }: IdInput): Promise<{ id: string }> {
  const mine = { id, teamId: actor.teamId };
  const invite = await db.invite.findFirst({ where: mine, select: { role: true } });
  if (!invite) throw new AppError("not-found");
  if (!canRevokeInvite(actor, invite.role)) throw new AppError("not-allowed");
  const { count } = await db.invite.updateMany({ where: { ...mine, acceptedAt: null, revokedAt: null }, data: { revokedAt: new Date() } });
  if (count === 1) await recordAccess("inviteRevoked", { userId: null, byId: actor.userId, teamId: actor.teamId });
  else if ((await db.invite.count({ where: { ...mine, acceptedAt: { not: null } } })) > 0) throw new AppError("conflict");
  return { id };
}

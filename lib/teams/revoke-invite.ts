import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";

/** Makes an invitation's link worthless. Revoking twice is fine; "conflict" when somebody has joined with it already. */
export async function revokeInvite(actor: Actor, { id }: IdInput): Promise<{ id: string }> {
  const mine = { id, teamId: actor.teamId };
  const { count } = await db.invite.updateMany({ where: { ...mine, acceptedAt: null, revokedAt: null }, data: { revokedAt: new Date() } });
  if (count === 1) {
    await recordAccess("inviteRevoked", { userId: null, byId: actor.userId, teamId: actor.teamId });
    return { id };
  }
  const invite = await db.invite.findFirst({ where: mine, select: { acceptedAt: true } });
  if (!invite) throw new AppError("not-found");
  if (invite.acceptedAt) throw new AppError("conflict");
  return { id };
}

import type { Actor } from "@/lib/access/callers/actor";
import { isOperator } from "@/lib/access/callers/operator";
import { writeResetLink } from "@/lib/accounts/write-reset-link";
import { withTransaction, type Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { lockMember } from "./lock-members";
import { canResetPassword } from "./policy";
import type { ResetLinkInput } from "./schema";
import type { ResetLinkView } from "./view";

/**
 * A link with which a member who forgot their password sets a new one. Whoever holds it can be that member, so an owner
 * makes it only for somebody who is in no team that the owner does not own, and never for the operator; the operator
 * makes it for any member. Nobody makes one for themselves: it would open the account for good to whoever finds a browser that was left
 * open. It leaves their second step as it is, or takes it away from somebody who lost it. An older link of theirs ends.
 * @throws AppError not-found, not-allowed, reset-elsewhere
 */
export async function makeResetLink(actor: Actor, { userId, endsSecondStep = false }: ResetLinkInput): Promise<ResetLinkView> {
  const [isByOperator, isOfOperator] = [await isOperator(actor), await isOperator({ userId })];
  const by = { id: actor.userId, teamId: actor.teamId };
  const { token, expiresAt } = await withTransaction(async (tx) => {
    const { reader, member } = await lockMember(tx, actor, userId);
    if (!canResetPassword(reader, member)) throw new AppError("not-allowed");
    // Whoever joins another team at this moment is seen to be in it, or finds this link and ends it.
    await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
    if (!isByOperator && (isOfOperator || !(await isOnlyOurs(tx, actor, userId)))) throw new AppError("reset-elsewhere");
    return writeResetLink(tx, { userId, by, endsSecondStep });
  });
  return { token, expiresAt: expiresAt.toISOString() };
}

async function isOnlyOurs(tx: Tx, actor: Actor, userId: string): Promise<boolean> {
  const elsewhere = { userId, team: { memberships: { none: { userId: actor.userId, role: "owner" as const } } } };
  return (await tx.membership.count({ where: elsewhere })) === 0;
}

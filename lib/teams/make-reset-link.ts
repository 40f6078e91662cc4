import type { Actor } from "@/lib/access/callers/actor";
import { isOperator } from "@/lib/access/callers/operator";
import { writeResetLink } from "@/lib/accounts/write-reset-link";
import { db, withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import type { ResetLinkInput } from "./schema";
import type { ResetLinkView } from "./view";

/**
 * A link with which a member who forgot their password sets a new one. Whoever holds it can be that member, so an owner
 * makes it only for somebody who is in no team that the owner does not own, and never for the operator; the operator
 * makes it for any member. It leaves their second step as it is, or takes it away from somebody who lost it. An older link of theirs ends. @throws AppError not-found, reset-elsewhere
 */
export async function makeResetLink(actor: Actor, { userId, endsSecondStep = false }: ResetLinkInput): Promise<ResetLinkView> {
  const member = await db.membership.findUnique({ where: { teamId_userId: { teamId: actor.teamId, userId } }, select: { userId: true } });
  if (!member) throw new AppError("not-found");
  if (!(await isOperator(actor)) && !(await isOnlyOurs(actor, userId))) throw new AppError("reset-elsewhere");
  const by = { id: actor.userId, teamId: actor.teamId };
  const { token, expiresAt } = await withTransaction((tx) => writeResetLink(tx, { userId, by, endsSecondStep }));
  return { token, expiresAt: expiresAt.toISOString() };
}

async function isOnlyOurs(actor: Actor, userId: string): Promise<boolean> {
  if (await isOperator({ userId })) return false;
  const elsewhere = { userId, team: { memberships: { none: { userId: actor.userId, role: "owner" as const } } } };
  return (await db.membership.count({ where: elsewhere })) === 0;
}

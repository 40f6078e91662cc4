import type { Actor, Role } from "@/lib/access/callers/actor";
import { mayGovern } from "@/lib/access/permissions";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { hashSecret, newSecret } from "@/lib/shared/secrets";
import { lockMember } from "./lock-members";
import { inviteSelect } from "./queries";
import { toInviteView, type NewInviteView } from "./view";

/** Long enough for a week-end and a holiday, short enough that a forgotten link in a chat is worthless. */
const INVITE_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/** Links of a team that work at once; a team that invites more people in a week revokes some, or is a script. */
const MOST_OPEN_INVITES = 100;

/**
 * A link for one person to join the team in this role. Its secret is in the answer and, as a hash only, in the row.
 * @throws AppError too-many-invites, not-allowed for a role that one may not give
 */
export async function createInvite(actor: Actor, { role }: { role: Role }): Promise<NewInviteView> {
  const token = newSecret();
  const now = Date.now();
  const invite = await withTransaction(async (tx) => {
    const { reader } = await lockMember(tx, actor, actor.userId);
    if (!mayGovern(reader.role, role)) throw new AppError("not-allowed");
    const open = { teamId: actor.teamId, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date(now) } };
    if ((await tx.invite.count({ where: open })) >= MOST_OPEN_INVITES) throw new AppError("too-many-invites");
    await recordAccess("inviteMade", { userId: null, byId: actor.userId, teamId: actor.teamId }, tx);
    return tx.invite.create({
      data: {
        id: newId(),
        teamId: actor.teamId,
        role,
        tokenHash: hashSecret(token),
        createdById: actor.userId,
        createdAt: new Date(now),
        expiresAt: new Date(now + INVITE_LIFETIME_MS),
      },
      select: inviteSelect,
    });
  });
  return { invite: toInviteView(actor, invite), token };
}

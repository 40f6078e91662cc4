import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { hashSecret, newId, newSecret } from "@/lib/shared/ids";
import { inviteSelect } from "./queries";
import type { CreateInviteInput } from "./schema";
import { toInviteView, type NewInviteView } from "./view";

/** Long enough for a week-end and a holiday, short enough that a forgotten link in a chat is worthless. */
const INVITE_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/** A link for one person to join the team in this role. Its secret is in the answer and, as a hash only, in the row. */
export async function createInvite(actor: Actor, { role }: CreateInviteInput): Promise<NewInviteView> {
  const token = newSecret();
  const now = Date.now();
  const invite = await db.invite.create({
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
  return { invite: toInviteView(actor, invite), token };
}

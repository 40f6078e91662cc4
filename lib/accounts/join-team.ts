import type { CurrentUser } from "@/lib/access/callers/current-user";
import { db, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { AppError } from "@/lib/shared/errors";
import { hashSecret } from "@/lib/shared/secrets";
import { claimInvite } from "./claim-invite";
import { endResetLinks } from "./end-reset-links";
import { homeOf, openInvite } from "./queries";
import type { HomeView } from "./view";

/**
 * Somebody with an account joins a team by an invitation's link. A member who opens it is simply led home, and the
 * invitation stays good for whom it was meant.
 */
export async function joinTeam(user: Pick<CurrentUser, "id">, { token }: { token: string }): Promise<HomeView> {
  const invite = await db.invite.findFirst({
    where: { tokenHash: hashSecret(token), ...openInvite(new Date()) },
    select: { teamId: true },
  });
  if (!invite) throw new AppError("invite-invalid");
  const isMember = (await db.membership.count({ where: { teamId: invite.teamId, userId: user.id } })) > 0;
  if (!isMember) await join(user.id, token);
  return homeOf(db, invite.teamId);
}

async function join(userId: string, token: string): Promise<void> {
  try {
    await withTransaction(async (tx) => {
      await claimInvite(tx, token, userId);
      await endResetLinks(tx, userId);
    });
  } catch (error) {
    // They became a member a moment ago, by another link; this one stays good, as for any member.
    if (!isUniqueViolation(error)) throw error;
  }
}

import type { Actor, Role } from "@/lib/access/callers/actor";
import { actorsFor } from "@/lib/access/callers/actor-for";
import { lockTeam } from "@/lib/access/callers/lock-team";
import { notHidden } from "@/lib/access/callers/in-sight";
import { may, mayGovern } from "@/lib/access/permissions";
import { recordAccess } from "@/lib/access/record-access";
import type { Tx } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { hashSecret } from "@/lib/shared/secrets";
import { openInvite } from "./queries";

/**
 * Uses an invitation up for this person and makes them a member, in the transaction given. Of two who open the same
 * link at once the second waits for the first and then finds it used: "invite-invalid". The rights of its maker are those of now; if they
 * have left the team, the invitation is void.
 */
export async function claimInvite(tx: Tx, token: string, userId: string): Promise<{ teamId: string; role: Role }> {
  const now = new Date();
  const [invite] = await tx.invite.updateManyAndReturn({
    where: { tokenHash: hashSecret(token), ...openInvite(now) },
    data: { acceptedAt: now, acceptedBy: userId },
    select: { teamId: true, role: true, projectIds: true, createdById: true },
  });
  if (!invite) throw new AppError("invite-invalid");
  await lockTeam(tx, invite.teamId);
  const [maker] = await actorsFor([{ userId: invite.createdById, teamId: invite.teamId }], tx);
  if (!maker || !mayGovern(maker.role, invite.role)) throw new AppError("invite-invalid");
  await tx.membership.create({ data: { teamId: invite.teamId, userId, role: invite.role } });
  await openProjects(tx, invite, maker, userId);
  await recordAccess("inviteUsed", { userId, teamId: invite.teamId, detail: { role: invite.role } }, tx);
  await publish(tx, { teamId: invite.teamId, kind: "member", id: userId });
  return invite;
}

/** What has been opened to the whole team meanwhile, deleted, or closed to whoever made the invitation is passed over. */
async function openProjects(
  tx: Tx,
  { teamId, projectIds }: { teamId: string; projectIds: string[] },
  maker: Actor,
  userId: string,
): Promise<void> {
  if (!may(maker, "projects.shareAll")) return;
  const projects = await tx.project.findMany({
    where: { id: { in: projectIds, ...notHidden(maker) }, teamId, isPrivate: true, deletedAt: null },
    select: { id: true },
  });
  await tx.projectMember.createMany({ data: projects.map(({ id }) => ({ teamId, projectId: id, userId })) });
}

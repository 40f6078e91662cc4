import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";
import { db } from "@/lib/platform/db/client";
import { toInviteView, toMemberView, type InviteView, type MemberView } from "./view";

/** Everybody in the team, the first to come first. */
export async function listMembers(actor: Actor): Promise<MemberView[]> {
  const members = await db.membership.findMany({
    where: { teamId: actor.teamId },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
    select: memberSelect,
  });
  const owners = members.filter((member) => member.role === "owner").length;
  const links = may(actor, "members.manage") ? await countLinks(actor) : null;
  return members.map((member) => toMemberView(actor, member, owners, links?.get(member.userId)));
}

/** Links for guests that work, by whoever made them. */
async function countLinks({ teamId }: Actor): Promise<Map<string, number>> {
  const where = { teamId, revokedAt: null, expiresAt: { gt: new Date() } };
  const rows = await db.share.groupBy({ by: ["createdById"], where, _count: true });
  return new Map(rows.map(({ createdById, _count }) => [createdById, _count]));
}

/** Whether somebody else is in the team, who could be met. */
export const hasOthers = async ({ teamId, userId }: Actor): Promise<boolean> =>
  (await db.membership.findFirst({ where: { teamId, userId: { not: userId } }, select: { userId: true } })) !== null;

/** Invitations that can still be accepted, the newest first; nothing for whoever may not manage members. */
export async function listInvites(actor: Actor): Promise<InviteView[]> {
  if (!may(actor, "members.manage")) return [];
  const invites = await db.invite.findMany({
    where: { teamId: actor.teamId, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: inviteSelect,
  });
  return invites.map((invite) => toInviteView(actor, invite));
}

export const memberSelect = { userId: true, role: true, createdAt: true, user: { select: { name: true, email: true } } } as const;
export const inviteSelect = {
  id: true,
  role: true,
  email: true,
  createdAt: true,
  expiresAt: true,
  createdBy: { select: { name: true } },
} as const;

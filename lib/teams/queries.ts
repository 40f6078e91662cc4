import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";
import { db } from "@/lib/platform/db/client";
import { toInviteView, toMemberView, type InviteView, type MemberView, type TeamView } from "./view";

/** The teams that this person belongs to, the oldest membership first. */
export async function listTeams(userId: string): Promise<TeamView[]> {
  const memberships = await db.membership.findMany({
    where: { userId },
    orderBy: [{ createdAt: "asc" }, { teamId: "asc" }],
    select: { role: true, team: { select: { id: true, slug: true, name: true } } },
  });
  return memberships.map(({ role, team }) => ({ ...team, role }));
}

/** Everybody in the team, the first to come first. */
export async function listMembers(actor: Actor): Promise<MemberView[]> {
  const members = await db.membership.findMany({
    where: { teamId: actor.teamId },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
    select: memberSelect,
  });
  const owners = members.filter((member) => member.role === "owner").length;
  return members.map((member) => toMemberView(actor, member, owners));
}

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
export const inviteSelect = { id: true, role: true, createdAt: true, expiresAt: true, createdBy: { select: { name: true } } } as const;

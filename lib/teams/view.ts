import type { Actor, Role } from "@/lib/access/callers/actor";
import type { Invite, Membership, User } from "@/lib/platform/db/generated/client";
import { canChangeRole, canRemoveMember, canResetPassword, canRevokeInvite } from "./policy";

export interface TeamView {
  id: string;
  slug: string;
  name: string;
  /** The reader's own role in it. */
  role: Role;
}

/** A team that was deleted, while it can be brought back. */
export interface DeletedTeamView {
  id: string;
  name: string;
  deletedAt: string;
  goneAt: string;
  /** Clips that the provider is still at: they are finished and kept. */
  underWay: number;
}

/** How a team shows itself to people without an account. */
export interface TeamLook {
  name: string;
  /** `#rrggbb`; null: the studio's own. */
  accent: string | null;
  /** Another version is another picture. */
  logo: { version: string; width: number; height: number } | null;
}

export interface MemberView {
  userId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: string;
  isYou: boolean;
  /** Their links for guests that work: they end with the right to share. Counted for whoever manages members. */
  links: number;
  can: { changeRole: boolean; remove: boolean; reset: boolean };
}

/** An open invitation. Its link is known only to whoever made it. */
export interface InviteView {
  id: string;
  role: Role;
  /** Whom it was meant for, where that was said. */
  email: string | null;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
  can: { revoke: boolean };
}

/** The one time that the link's secret leaves the server: show `paths.invite(token)` behind the page's own origin. */
export interface NewInviteView {
  invite: InviteView;
  token: string;
  /** Whether the mail server took it; null: it was not to be mailed, or this studio sends no mail. */
  isMailed: boolean | null;
}

/** The one time that a reset link's secret leaves the server. */
export interface ResetLinkView {
  token: string;
  expiresAt: string;
}

type MemberRow = Pick<Membership, "userId" | "role" | "createdAt"> & { user: Pick<User, "name" | "email"> };

export function toMemberView(actor: Actor, row: MemberRow, ownerCount: number, links = 0): MemberView {
  const member = { userId: row.userId, role: row.role };
  return {
    userId: row.userId,
    name: row.user.name,
    email: row.user.email,
    role: row.role,
    joinedAt: row.createdAt.toISOString(),
    isYou: row.userId === actor.userId,
    links,
    can: {
      changeRole: canChangeRole(actor, member, ownerCount),
      remove: canRemoveMember(actor, member, ownerCount),
      reset: canResetPassword(actor, member),
    },
  };
}

type InviteRow = Pick<Invite, "id" | "role" | "email" | "createdAt" | "expiresAt"> & { createdBy: Pick<User, "name"> };

export function toInviteView(actor: Actor, row: InviteRow): InviteView {
  return {
    id: row.id,
    role: row.role,
    email: row.email,
    createdBy: row.createdBy.name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    can: { revoke: canRevokeInvite(actor, row.role) },
  };
}

import type { Actor, Role } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";

interface Member {
  userId: string;
  role: Role;
}

/** A team without an owner could never invite or let go of anyone again. */
export const isLastOwner = (member: Member, ownerCount: number): boolean => member.role === "owner" && ownerCount <= 1;

export const canChangeRole = (actor: Actor, member: Member, ownerCount: number): boolean =>
  may(actor, "members.manage") && !isLastOwner(member, ownerCount);

export const canRemoveMember = (actor: Actor, member: Member, ownerCount: number): boolean =>
  may(actor, "members.manage") && !isLastOwner(member, ownerCount);

export const canRevokeInvite = (actor: Actor): boolean => may(actor, "members.manage");

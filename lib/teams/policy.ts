import type { Actor, Role } from "@/lib/access/callers/actor";
import { mayGovern, roleMay } from "@/lib/access/permissions";

interface Member {
  userId: string;
  role: Role;
}
type Reader = Pick<Actor, "userId" | "role">;

/** A team without an owner could never invite or let go of anyone again. */
export const isLastOwner = (member: Member, ownerCount: number): boolean => member.role === "owner" && ownerCount <= 1;

export const canChangeRole = (reader: Reader, member: Member, ownerCount: number): boolean =>
  mayGovern(reader.role, member.role) && !isLastOwner(member, ownerCount);

/** Anybody may go themselves. */
export const canRemoveMember = (reader: Reader, member: Member, ownerCount: number): boolean =>
  (reader.userId === member.userId || mayGovern(reader.role, member.role)) && !isLastOwner(member, ownerCount);

export const canResetPassword = (reader: Reader, member: Member): boolean =>
  reader.userId !== member.userId && roleMay(reader.role, "members.reset");

export const canRevokeInvite = (reader: Reader, role: Role): boolean => mayGovern(reader.role, role);

import { roleMay } from "@/lib/access/permissions";
import type { Role } from "@/lib/access/callers/actor";
import type { Person } from "../policy";

/** Whether somebody takes part in reviews: a viewer only looks, unless the team's owners let viewers. */
export const mayReview = (role: Role, team: { viewersMayReview: boolean }): boolean =>
  roleMay(role, "generations.mark") || (team.viewersMayReview && roleMay(role, "review.write"));

/** Nobody puts words into another's mouth, not even an owner. */
export const canEditComment = (person: Person, authorId: string): boolean => person.userId === authorId;

export const canDeleteComment = (person: Person, authorId: string): boolean => person.role === "owner" || person.userId === authorId;

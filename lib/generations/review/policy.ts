import { roleMay } from "@/lib/access/permissions";
import type { Role } from "@/lib/access/callers/actor";
import type { Person } from "../policy";

/** Whether somebody takes part in reviews: a viewer only looks. */
export const mayReview = (role: Role): boolean => roleMay(role, "review.write");

/** Nobody puts words into another's mouth, not even an owner. */
export const canEditComment = (person: Person, authorId: string | null): boolean => person.userId === authorId;

/** What a guest said is taken away by whoever moderates, and by whoever made the link that the guest came by. */
export const canDeleteComment = (person: Person, { authorId, linkBy }: { authorId: string | null; linkBy: string | null }): boolean =>
  roleMay(person.role, "review.moderate") || person.userId === (authorId ?? linkBy);

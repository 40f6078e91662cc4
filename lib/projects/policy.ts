import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";

export const canCreateProject = (actor: Actor): boolean => may(actor, "projects.write");
/** Renaming and archiving: whoever makes projects may, because either can be taken back. */
export const canChangeProject = (actor: Actor): boolean => may(actor, "projects.write");
/** Who may open it: whoever made it says so, and those who see all, so that nobody shuts the others out of their own project. */
export const canShareProject = (actor: Actor, { createdById }: { createdById: string | null }): boolean =>
  may(actor, "projects.shareAll") || (may(actor, "projects.write") && createdById === actor.userId);
/** Everybody's clips go with it, so it is an owner's decision; bringing it back is too. */
export const canDeleteProject = (actor: Actor): boolean => may(actor, "projects.delete");

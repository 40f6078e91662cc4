import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";

export const canCreateProject = (actor: Actor): boolean => may(actor, "projects.write");
/** Renaming and archiving: whoever makes projects may, because either can be taken back. */
export const canChangeProject = (actor: Actor): boolean => may(actor, "projects.write");
/** Everybody's clips go with it, so it is an owner's decision; bringing it back is too. */
export const canDeleteProject = (actor: Actor): boolean => may(actor, "projects.delete");

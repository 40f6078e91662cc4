import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";

export const canCreateProject = (actor: Actor): boolean => may(actor, "projects.write");
export const canRenameProject = (actor: Actor): boolean => may(actor, "projects.write");

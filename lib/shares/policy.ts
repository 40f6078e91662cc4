import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";

/** Whoever made a link sees it and ends it; those who answer for the team do so with all. */
export const canManageAll = (actor: Actor): boolean => may(actor, "shares.manageAll");

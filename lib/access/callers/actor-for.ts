import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { readSlug } from "@/lib/shared/slug";
import type { Actor } from "./actor";

/**
 * This person in this team, with the role of this very moment. Not a member, no such team, a deleted one and a
 * disabled account are all "not-found": a stranger cannot tell whether the team exists.
 */
export async function actorFor(userId: string, teamId: string): Promise<Actor> {
  if (!isId(teamId)) throw new AppError("not-found");
  const membership = await db.membership.findFirst({
    where: { userId, teamId, user: { disabledAt: null }, team: { deletedAt: null } },
    select: { role: true },
  });
  if (!membership) throw new AppError("not-found");
  return { userId, teamId, role: membership.role };
}

export interface TeamOfActor {
  actor: Actor;
  team: { id: string; slug: string; name: string };
}

/** The same by the team's slug, as URLs name it; null when this person sees no such team. */
export async function findActorBySlug(userId: string, teamSlug: string): Promise<TeamOfActor | null> {
  const slug = readSlug(teamSlug);
  if (!slug) return null;
  const membership = await db.membership.findFirst({
    where: { userId, user: { disabledAt: null }, team: { slug, deletedAt: null } },
    select: { role: true, team: { select: { id: true, slug: true, name: true } } },
  });
  if (!membership) return null;
  return { actor: { userId, teamId: membership.team.id, role: membership.role }, team: membership.team };
}

import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { ask } from "@/lib/platform/db/pool";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { readSlug } from "@/lib/shared/slug";
import type { Actor } from "./actor";

/**
 * This person in this team, with the role of this very moment. Not a member, no such team, a deleted one and a
 * disabled account are all "not-found": a stranger cannot tell whether the team exists.
 */
export async function actorFor(userId: string, teamId: string): Promise<Actor> {
  const [actor] = isId(teamId) ? await actorsFor([{ userId, teamId }]) : [];
  if (!actor) throw new AppError("not-found");
  return actor;
}

/** The same for many at once; without those who are "not-found". @param tx a transaction that it is to be part of */
export async function actorsFor(people: readonly Pick<Actor, "userId" | "teamId">[], tx?: Tx): Promise<Actor[]> {
  if (people.length === 0) return [];
  const members = await (
    tx ? (sql: Prisma.Sql) => tx.$queryRaw<Member[]>(sql) : ask<Member>
  )(Prisma.sql`${MEMBERS} AND (team.id, member.user_id) IN (
    SELECT * FROM unnest(${people.map(({ teamId }) => teamId)}::uuid[], ${people.map(({ userId }) => userId)}::uuid[]))`);
  return members.map(({ userId, id: teamId, role, hidden }) => ({ userId, teamId, role, hidden }));
}

interface Member extends Pick<Actor, "userId" | "role" | "hidden"> {
  id: string;
  slug: string;
  name: string;
}

const MEMBERS = Prisma.sql`
  SELECT team.id, team.slug, team.name, member.user_id AS "userId", member.role::text AS role, hidden_projects(team.id, member.user_id, member.role) AS hidden
  FROM memberships AS member JOIN teams AS team ON team.id = member.team_id JOIN users AS account ON account.id = member.user_id
  WHERE team.deleted_at IS NULL AND account.disabled_at IS NULL`;

export interface TeamOfActor {
  actor: Actor;
  team: { id: string; slug: string; name: string };
}

/** The same by the team's slug, as URLs name it; null when this person sees no such team. */
export async function findActorBySlug(userId: string, teamSlug: string): Promise<TeamOfActor | null> {
  const slug = readSlug(teamSlug);
  if (!slug) return null;
  const [member] = await ask<Member>(Prisma.sql`${MEMBERS} AND member.user_id = ${userId}::uuid AND team.slug = ${slug}`);
  if (!member) return null;
  const { id, name, role, hidden } = member;
  return { actor: { userId, teamId: id, role, hidden }, team: { id, slug, name } };
}

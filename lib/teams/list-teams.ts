import type { SessionUser } from "@/lib/access/identity/sessions";
import { db } from "@/lib/platform/db/client";
import { goneAt, trashBegan } from "@/lib/shared/trash-days";
import type { DeletedTeamView, TeamView } from "./view";

/** The teams of this person, the first to be joined first. */
export async function listTeams({ id: userId }: Pick<SessionUser, "id">): Promise<TeamView[]> {
  const rows = await db.membership.findMany({
    where: { userId, team: { deletedAt: null } },
    orderBy: [{ createdAt: "asc" }, { teamId: "asc" }],
    select: { role: true, team: { select: { id: true, slug: true, name: true } } },
  });
  return rows.map(({ role, team }) => ({ ...team, role }));
}

/** Deleted teams that this person may bring back, with how many of their clips the provider is still at. */
export async function listDeletedTeams({ id: userId }: Pick<SessionUser, "id">): Promise<DeletedTeamView[]> {
  const teams = await db.team.findMany({
    where: { deletedAt: { gt: trashBegan() }, memberships: { some: { userId, role: "owner" } } },
    orderBy: { deletedAt: "desc" },
    select: {
      ...{ id: true, name: true, deletedAt: true },
      _count: { select: { generations: { where: { nextActionAt: { not: null } } } } },
    },
  });
  return teams.map(({ id, name, deletedAt, _count }) => ({
    ...{ id, name, deletedAt: deletedAt!.toISOString(), goneAt: goneAt(deletedAt!) },
    underWay: _count.generations,
  }));
}

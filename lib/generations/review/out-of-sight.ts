import type { Db } from "@/lib/platform/db/client";

/** Members of a team who do not see this project: nobody waits for them, and nobody asks them. */
export async function outOfSightOf(tx: Db, teamId: string, projectId: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT user_id AS id FROM memberships
    WHERE team_id = ${teamId}::uuid AND ${projectId}::uuid = ANY (hidden_projects(team_id, user_id, role))`;
  return new Set(rows.map(({ id }) => id));
}

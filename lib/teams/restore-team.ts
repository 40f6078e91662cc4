import type { SessionUser } from "@/lib/access/identity/sessions";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { trashBegan } from "@/lib/shared/trash-days";

/**
 * Brings a deleted team back, for one of its owners: with its people, and with the projects that went with it. What was
 * deleted before stays deleted, and what was cancelled stays cancelled.
 * @returns its slug @throws AppError not-found, also when its thirty days are over
 */
export async function restoreTeam(user: Pick<SessionUser, "id">, { id }: IdInput): Promise<{ slug: string }> {
  return withTransaction(async (tx) => {
    const [team] = await tx.$queryRaw<{ slug: string; deletedAt: Date }[]>`
      SELECT slug, deleted_at AS "deletedAt" FROM teams
      WHERE id = ${id}::uuid AND deleted_at > ${trashBegan()} AND EXISTS (
        SELECT 1 FROM memberships WHERE team_id = teams.id AND user_id = ${user.id}::uuid AND role = 'owner')
      FOR UPDATE`;
    if (!team) throw new AppError("not-found");
    await tx.team.update({ where: { id }, data: { deletedAt: null } });
    await tx.project.updateMany({ where: { teamId: id, deletedAt: team.deletedAt }, data: { deletedAt: null } });
    await recordAccess("teamRestored", { userId: user.id, teamId: id }, tx);
    return { slug: team.slug };
  });
}

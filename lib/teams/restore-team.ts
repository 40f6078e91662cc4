import { assertOperator } from "@/lib/access/callers/operator";
import type { SessionUser } from "@/lib/access/identity/sessions";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { trashBegan } from "@/lib/shared/trash-days";

type Person = Pick<SessionUser, "id">;

/**
 * Brings a deleted team back, for one of its owners: with its people, and with the projects that went with it. What was
 * deleted before stays deleted, and what was cancelled stays cancelled.
 * @returns its slug @throws AppError not-found, also when its thirty days are over
 */
export const restoreTeam = (user: Person, { id }: IdInput): Promise<{ slug: string }> =>
  bringBack(
    user,
    id,
    Prisma.sql`EXISTS (SELECT 1 FROM memberships WHERE team_id = teams.id AND user_id = ${user.id}::uuid AND role = 'owner')`,
  );

/** The same for whoever runs the studio, who need not be in the team. @throws AppError not-allowed, not-found */
export async function restoreAnyTeam(user: Person, { id }: IdInput): Promise<null> {
  await assertOperator(user);
  await bringBack(user, id, Prisma.sql`true`);
  return null;
}

async function bringBack(user: Person, id: string, isTheirs: Prisma.Sql): Promise<{ slug: string }> {
  return withTransaction(async (tx) => {
    const [team] = await tx.$queryRaw<{ slug: string; deletedAt: Date }[]>`
      SELECT slug, deleted_at AS "deletedAt" FROM teams
      WHERE id = ${id}::uuid AND deleted_at > ${trashBegan()} AND ${isTheirs} FOR UPDATE`;
    if (!team) throw new AppError("not-found");
    await tx.team.update({ where: { id }, data: { deletedAt: null } });
    await tx.project.updateMany({ where: { teamId: id, deletedAt: team.deletedAt }, data: { deletedAt: null } });
    await recordAccess("teamRestored", { userId: user.id, teamId: id }, tx);
    return { slug: team.slug };
  });
}

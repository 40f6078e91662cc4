import { isOperator } from "@/lib/access/callers/operator";
import type { SessionUser } from "@/lib/access/identity/sessions";
import { recordAccess } from "@/lib/access/record-access";
import { endResetLinks } from "@/lib/accounts/end-reset-links";
import { defaultNames, insertTeam } from "@/lib/accounts/insert-team";
import type { HomeView } from "@/lib/accounts/view";
import { DEFAULT_LOCALE, isLocale } from "@/lib/i18n/config";
import { type Db, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { getEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/shared/errors";

/** Teams that one person owns; whoever needs more is a script. */
const MOST_OWNED = 50;
/** Of several who take the same slug at once all but one come again; each round seats one of them. */
const MAX_ROUNDS = 8;

/** Whether this person may make teams: the operator always, and others where the operator lets them, because a new team may use the studio's key. */
export const mayMakeTeams = async ({ id }: Pick<SessionUser, "id">): Promise<boolean> =>
  getEnv().newTeams === "anyone" || (await isOperator({ userId: id }));

const countOwned = (tx: Db, userId: string): Promise<number> =>
  tx.membership.count({ where: { userId, role: "owner", team: { deletedAt: null } } });

/**
 * One more team, with its first project. @returns where to go
 * @throws AppError not-allowed, too-many-teams
 */
export async function createTeam(user: Pick<SessionUser, "id" | "locale">, { name }: { name: string }): Promise<HomeView> {
  if (!(await mayMakeTeams(user))) throw new AppError("not-allowed");
  const { project } = await defaultNames(isLocale(user.locale) ? user.locale : DEFAULT_LOCALE);
  for (let round = 1; ; round++) {
    try {
      return await withTransaction(async (tx) => {
        // Counted while nobody else counts for this person.
        await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${user.id}::uuid FOR NO KEY UPDATE`;
        if ((await countOwned(tx, user.id)) >= MOST_OWNED) throw new AppError("too-many-teams", { values: { limit: MOST_OWNED } });
        await endResetLinks(tx, user.id);
        const home = await insertTeam(tx, user.id, { team: name, project });
        const { id: teamId } = await tx.team.findUniqueOrThrow({ where: { slug: home.team }, select: { id: true } });
        await recordAccess("teamMade", { userId: user.id, teamId }, tx);
        return home;
      });
    } catch (error) {
      if (round >= MAX_ROUNDS || !isUniqueViolation(error, "slug")) throw error;
    }
  }
}

import { assertOperator } from "@/lib/access/callers/operator";
import { isLive, type SessionUser } from "@/lib/access/identity/sessions";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { FindPeople } from "./schema";
import type { PeoplePage, PersonView } from "./view";

const PAGE = 50;

type Row = Omit<PersonView, "isYou" | "disabledAt" | "lastSeenAt"> & { disabledAt: Date | null; lastSeenAt: Date | null };

/** Everybody who has an account, by address: those whose name, address or team has these words. @throws AppError not-allowed */
export async function listPeople(user: Pick<SessionUser, "id">, { q, after }: FindPeople): Promise<PeoplePage> {
  await assertOperator(user);
  const teams = Prisma.sql`FROM memberships AS membership JOIN teams AS team ON team.id = membership.team_id
    WHERE membership.user_id = account.id AND team.deleted_at IS NULL`;
  const has = (text: Prisma.Sql) => Prisma.sql`strpos(lower(${text}), lower(${q ?? ""})) > 0`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT account.id, account.name, account.email, account.is_operator AS "isOperator", account.disabled_at AS "disabledAt",
      ARRAY(SELECT team.name ${teams} ORDER BY lower(team.name), team.id) AS teams,
      (SELECT max(last_seen_at) FROM sessions WHERE user_id = account.id) AS "lastSeenAt",
      (SELECT count(*)::int FROM sessions AS session WHERE session.user_id = account.id AND ${isLive()}) AS sessions,
      EXISTS (SELECT 1 FROM authenticators WHERE user_id = account.id AND confirmed_at IS NOT NULL) AS "asksForCode",
      (SELECT count(*)::int FROM passkeys WHERE user_id = account.id) AS passkeys
    FROM users AS account
    WHERE (${has(Prisma.sql`account.name`)} OR ${has(Prisma.sql`account.email`)} OR EXISTS (SELECT 1 ${teams} AND ${has(Prisma.sql`team.name`)}))
      AND (${after ?? null}::uuid IS NULL OR account.email > (SELECT email FROM users WHERE id = ${after ?? null}::uuid))
    ORDER BY account.email LIMIT ${PAGE + 1}`;
  const people = rows.slice(0, PAGE).map((row) => ({
    ...row,
    isYou: row.id === user.id,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  }));
  return { people, next: rows.length > PAGE ? people.at(-1)!.id : null };
}

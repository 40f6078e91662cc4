import { z } from "zod";
import { ROLES, type Actor } from "@/lib/access/callers/actor";
import { ACCESS_KINDS } from "@/lib/access/record-access";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { AuditFind } from "./schema";
import type { AuditPage, AuditView } from "./view";

const PAGE_SIZE = 50;

const role = z.enum(ROLES).optional();
const detailSchema = z.object({ role, was: role, count: z.number().optional() }).catch({});

interface Row extends Omit<AuditView, "id" | "at" | "detail"> {
  id: bigint;
  at: Date;
  detail: unknown;
}

/**
 * What happened in a team and to the accounts of its members, the newest first. Pages follow the id of the last row, so
 * that none is missed or told twice.
 */
export async function listAudit(actor: Pick<Actor, "teamId">, find: AuditFind, size = PAGE_SIZE): Promise<AuditPage> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT event.id, event.at, event.kind, coalesce(doer.name, person.name) AS who,
      CASE WHEN doer.id <> person.id THEN person.name END AS whom,
      nullif(event.network, 'unknown') AS network, event.subject, event.detail
    FROM access_events AS event
    LEFT JOIN users AS person ON person.id = event.user_id
    LEFT JOIN users AS doer ON doer.id = event.by_id
    WHERE event.team_id = ${actor.teamId}::uuid ${fits(find)}
    ORDER BY event.id DESC LIMIT ${size + 1}`;
  const shown = rows.slice(0, size);
  return {
    items: shown.map((row) => ({ ...row, id: String(row.id), at: row.at.toISOString(), detail: detailSchema.parse(row.detail) })),
    before: rows.length > size ? String(shown.at(-1)!.id) : null,
  };
}

function fits({ q, group, person, from, to, zone, before }: AuditFind): Prisma.Sql {
  const like = q === undefined ? "" : `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const midnight = (day: string): Prisma.Sql => Prisma.sql`(${day}::date::timestamp AT TIME ZONE ${zone})`;
  return Prisma.join(
    [
      Prisma.empty,
      before !== undefined && Prisma.sql`event.id < ${BigInt(before)}`,
      group !== undefined && Prisma.sql`event.kind = ANY(${[...ACCESS_KINDS[group]]}::text[])`,
      person !== undefined && Prisma.sql`(event.user_id = ${person}::uuid OR event.by_id = ${person}::uuid)`,
      from !== undefined && Prisma.sql`event.at >= ${midnight(from)}`,
      to !== undefined && Prisma.sql`event.at < ${midnight(to)} + interval '1 day'`,
      q !== undefined &&
        Prisma.sql`(concat_ws(' ', event.subject, event.network, person.name, person.email, doer.name, doer.email) ILIKE ${like})`,
    ].filter((one) => one !== false),
    " AND ",
  );
}

import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";
import { describeConnection } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { databaseNow } from "@/lib/platform/db/now";
import { type Limits, readLimits } from "./limits";
import { concerns, listUses, namesOf } from "./list-uses";
import { dateOf, dayOf, daysOfMonth, monthOf } from "./periods";
import type { SpendInput } from "./schema";
import type { Grouping, SpendChipView, SpendRow, SpendSums, SpendView } from "./view";

/** By what the sums of a month can be grouped. */
const GROUP_BY: Record<Grouping, Prisma.Sql> = {
  day: Prisma.sql`to_char(day, 'YYYY-MM-DD')`,
  project: Prisma.sql`project_id::text`,
  person: Prisma.sql`user_id::text`,
  model: Prisma.sql`model`,
  state: Prisma.sql`state`,
};

/** Whose sums of which month: the team's, or those of the reader's own clips. */
function scopeOf(actor: Actor, isEmulator: boolean, month: string): Prisma.Sql {
  const { first, last } = daysOfMonth(month);
  const own = may(actor, "spend.readAll") ? Prisma.sql`true` : Prisma.sql`user_id = ${actor.userId}::uuid`;
  return Prisma.sql`team_id = ${actor.teamId}::uuid AND is_emulated = ${isEmulator}
    AND day BETWEEN ${dateOf(first)}::date AND ${dateOf(last)}::date AND ${own}`;
}

async function readSums(by: Grouping, scope: Prisma.Sql): Promise<(SpendSums & { key: string })[]> {
  const rows = await db.$queryRaw<({ key: string } & Record<keyof SpendSums, bigint>)[]>`
    SELECT ${GROUP_BY[by]} AS key, sum(clips) AS clips,
      coalesce(sum(micros) FILTER (WHERE kind = 'settled'), 0)::bigint AS billed,
      coalesce(sum(estimated_micros) FILTER (WHERE kind = 'settled'), 0)::bigint AS estimated,
      coalesce(sum(micros) FILTER (WHERE kind = 'reserved'), 0)::bigint AS reserved,
      coalesce(sum(micros) FILTER (WHERE kind = 'spared'), 0)::bigint AS spared,
      coalesce(sum(clips) FILTER (WHERE kind = 'spared'), 0) AS "sparedClips",
      coalesce(sum(unpriced) FILTER (WHERE kind <> 'spared'), 0) AS unpriced,
      coalesce(sum(tokens) FILTER (WHERE kind <> 'spared' AND unpriced > 0), 0)::bigint AS "unpricedTokens"
    FROM spend_totals WHERE ${scope}
    GROUP BY 1 HAVING sum(clips) > 0 ORDER BY 1`;
  return rows.map(({ key, ...sums }) => ({ key, ...mapSums((name) => Number(sums[name])) }));
}

const SUMS = ["clips", "billed", "estimated", "reserved", "spared", "sparedClips", "unpriced", "unpricedTokens"] as const;

const mapSums = (valueOf: (name: keyof SpendSums) => number): SpendSums =>
  Object.fromEntries(SUMS.map((name) => [name, valueOf(name)])) as unknown as SpendSums;

/** One month of spend, of the account that the team sends to now: what the emulator made was never bought. */
export async function getSpend(actor: Actor, { month: asked, by }: SpendInput): Promise<SpendView> {
  const { teamId } = actor;
  const { isEmulator } = await describeConnection(teamId);
  const currentMonth = monthOf(dayOf(await databaseNow(db)));
  const month = asked ?? currentMonth;
  const isWhole = may(actor, "spend.readAll");
  const scope = scopeOf(actor, isEmulator, month);
  const [rows, byDay, first, limits, uses, owners] = await Promise.all([
    readSums(by, scope),
    readSums("day", scope),
    db.spendTotal.findFirst({ where: { teamId, isEmulated: isEmulator }, orderBy: { day: "asc" }, select: { day: true } }),
    readLimits(db, teamId),
    listUses(db, teamId, isEmulator, isWhole ? undefined : actor),
    db.membership.findMany({
      where: { teamId, role: "owner", user: { disabledAt: null } },
      orderBy: { createdAt: "asc" },
      select: { user: { select: { name: true } } },
    }),
  ]);
  const named = await nameRows(actor, by, rows);
  const concerned = limits.filter((one) => isWhole || concerns(one, actor));
  return {
    ...{ month, currentMonth, isEmulator, isWhole, by },
    firstMonth: first ? monthOf(dayOf(first.day)) : currentMonth,
    total: mapSums((name) => byDay.reduce((sum, row) => sum + row[name], 0)),
    rows: by === "day" ? named : named.sort((one, other) => other.billed + other.reserved - (one.billed + one.reserved)),
    days: daysIn(month).map((day) => {
      const { billed = 0, reserved = 0 } = byDay.find(({ key }) => key === day) ?? {};
      return { day, billed, reserved };
    }),
    uses: uses.map(({ scope, name, period, limit, used }) => ({ scope, name, period, limit, used })),
    stopped: await nameStopped(teamId, concerned),
    limits: may(actor, "spend.manage") ? await listLimits(teamId, limits) : null,
    owners: owners.map(({ user }) => user.name),
  };
}

function daysIn(month: string): string[] {
  const last = Number(daysOfMonth(month).last.slice(8));
  return Array.from({ length: last }, (_, index) => `${month}-${String(index + 1).padStart(2, "0")}`);
}

async function nameRows({ teamId, hidden }: Actor, by: Grouping, rows: readonly (SpendSums & { key: string })[]): Promise<SpendRow[]> {
  const needsNames = by === "project" || by === "person";
  const keys = rows.map(({ key }) => key);
  const names = needsNames ? await namesOf(db, teamId, keys) : null;
  return rows.map((row) => ({ ...row, name: hidden.includes(row.key) ? null : (names?.get(row.key) ?? null) }));
}

async function nameStopped(teamId: string, limits: readonly Limits[]): Promise<SpendView["stopped"]> {
  const stopped = limits.filter(({ isStopped }) => isStopped);
  const ids = stopped.map(({ subjectId }) => subjectId);
  const names = await namesOf(db, teamId, ids);
  return stopped.map(({ scope, subjectId }) => ({ scope, name: names.get(subjectId) ?? null }));
}

async function listLimits(teamId: string, rows: Limits[]): Promise<SpendView["limits"]> {
  const [projects, people] = await Promise.all([
    db.project.findMany({ where: { teamId, deletedAt: null }, orderBy: { name: "asc" }, select: { id: true, name: true } }),
    db.membership.findMany({
      where: { teamId },
      orderBy: { user: { name: "asc" } },
      select: { user: { select: { id: true, name: true } } },
    }),
  ]);
  return { rows, projects, people: people.map(({ user }) => user), teamId };
}

/** What the header says on every page. */
export async function getSpendChip(actor: Actor): Promise<SpendChipView> {
  const { isEmulator } = await describeConnection(actor.teamId);
  const month = monthOf(dayOf(await databaseNow(db)));
  const [row] = await db.$queryRaw<{ billed: bigint; reserved: bigint }[]>`
    SELECT coalesce(sum(micros) FILTER (WHERE kind = 'settled'), 0)::bigint AS billed,
      coalesce(sum(micros) FILTER (WHERE kind = 'reserved'), 0)::bigint AS reserved
    FROM spend_totals WHERE ${scopeOf(actor, isEmulator, month)}`;
  return { isEmulator, billed: Number(row?.billed ?? 0), reserved: Number(row?.reserved ?? 0) };
}

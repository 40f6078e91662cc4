import type { Db, Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { ACCOUNT_FAILURES } from "@/lib/providers/types";
import { MAX_RUNNING } from "@/lib/models/catalog";
import { AT_PROVIDER_STATUSES } from "../lifecycle";
import { statusIn } from "../status-sql";

/**
 * What fills a place at the provider. One whose answer was lost may be running there; after an hour it is not,
 * and must not hold up the line while it is being looked for.
 */
const IS_AT_PROVIDER = Prisma.sql`${statusIn(...AT_PROVIDER_STATUSES)} AND (status <> 'uncertain' OR sent_at > now() - interval '1 hour')`;

/** Nothing of its own keeps it: it may be sent as soon as there is a place. */
const IS_READY_TO_GO = Prisma.sql`(waiting_for IS NULL OR waiting_for = 'turn')`;
/** The same, or kept by something that keeps everybody: it has not lost its place by that. */
const STANDS_IN_LINE = Prisma.sql`(waiting_for IS NULL OR waiting_for IN (${Prisma.join(["turn", "pause", "hold", "disk", ...ACCOUNT_FAILURES])}))`;

/** Nobody keeps its author's line, the whole team's, or that of the press it came from, where it is. */
const IS_NOT_PAUSED = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM line_pauses AS kept
  WHERE kept.team_id = generations.team_id AND kept.whose IN (generations.created_by_id, generations.team_id, generations.press_id))`;

/** Those whose team sends with this account: it is the team's own, or the team has none and it is nobody's but the studio's. */
const sendsWith = (account: string): Prisma.Sql => Prisma.sql`
  coalesce(
    (SELECT active_account FROM provider_settings AS own WHERE own.team_id = generations.team_id) = ${account},
    EXISTS (SELECT 1 FROM provider_settings WHERE id = 1 AND active_account = ${account})
      OR NOT EXISTS (SELECT 1 FROM provider_settings WHERE team_id IS NOT NULL AND active_account = ${account}))`;

/** Whether the provider takes one more of its resolution with this key now; most resolutions have no limit of their own. */
const hasRoomForKind = (account: string): Prisma.Sql => {
  const limits = Object.entries(MAX_RUNNING).map(
    ([resolution, most]) => Prisma.sql`WHEN ${resolution} THEN ${most} > (
      SELECT count(*) FROM generations AS same
      WHERE same.provider_account = ${account} AND same.resolution = generations.resolution AND ${IS_AT_PROVIDER})`,
  );
  return Prisma.sql`CASE generations.resolution ${Prisma.join(limits, " ")} ELSE true END`;
};

/** The waiting that could go now. */
const mayGo = (account: string): Prisma.Sql =>
  Prisma.sql`${IS_READY_TO_GO} AND ${sendsWith(account)} AND ${IS_NOT_PAUSED} AND ${hasRoomForKind(account)}`;

/**
 * The one ranking. Each waiting generation is ranked by how many of its author's are already at the provider plus its
 * place in the author's own line; equal ranks go by age. So it is fair between people, and first come, first served
 * within one, but for what was moved up.
 *
 * @param who which of the waiting take part
 */
const ranking = (account: string, who: Prisma.Sql): Prisma.Sql => Prisma.sql`
  busy AS (
    SELECT created_by_id, count(*)::int AS n, (count(*) FILTER (WHERE status = 'uncertain'))::int AS unconfirmed FROM generations
    WHERE provider_account = ${account} AND ${IS_AT_PROVIDER}
    GROUP BY created_by_id
  ), line AS (
    SELECT id, created_at, created_by_id,
           row_number() OVER (PARTITION BY created_by_id ORDER BY moved_up_at DESC NULLS LAST, created_at, id) AS own_place
    FROM generations
    WHERE ${statusIn("waiting")} AND ${who}
  ), ranked AS (
    SELECT line.id, (row_number() OVER (ORDER BY coalesce(busy.n, 0) + line.own_place, line.created_at, line.id))::int AS place
    FROM line LEFT JOIN busy USING (created_by_id)
  ), free AS (
    SELECT coalesce(sum(n), 0)::int AS taken, coalesce(sum(unconfirmed), 0)::int AS unconfirmed FROM busy
  )`;

/**
 * Whose turn it is. The provider takes a limited number of unfinished tasks per key; what is above that waits
 * with us, in the order of the ranking above.
 */
export async function isItsTurn(tx: Tx, generationId: string, account: string, concurrency: number): Promise<boolean> {
  // One line per account: two workers must not both see the last free place.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.turn'), hashtext(${account}))`;
  const [row] = await tx.$queryRaw<{ turn: boolean }[]>`
    WITH ${ranking(account, Prisma.sql`((${mayGo(account)}) OR id = ${generationId}::uuid)`)}
    SELECT ranked.place <= ${concurrency} - free.taken AND ${hasRoomForKind(account)} AS turn
    FROM ranked JOIN generations USING (id), free WHERE ranked.id = ${generationId}::uuid`;
  return row?.turn ?? false;
}

/** Whether somebody keeps this one where it is. What was sent is not asked: it is paid for, and goes on. */
export async function isPaused(tx: Tx, generationId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM generations WHERE id = ${generationId}::uuid AND NOT (${IS_NOT_PAUSED})`;
  return rows.length > 0;
}

/** The generations that are next in line, as many as there are free places; their send jobs are due. */
export async function nextInLine(tx: Db, account: string, concurrency: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH ${ranking(account, mayGo(account))}
    SELECT ranked.id FROM ranked, free WHERE ranked.place <= ${concurrency} - free.taken ORDER BY ranked.place`;
  return rows.map((row) => row.id);
}

export interface Line {
  /** Place of each that stands in line, 1 for whoever is next; of the whole account, so other teams count too. */
  places: ReadonlyMap<string, number>;
  /** How many of the account's places are taken. */
  taken: number;
  /** Of those, by what is not confirmed: nobody knows when they become free. */
  unconfirmed: number;
}

/** The line as people see it: the order in which the worker will take them, as far as anybody can know now. */
export async function readLine(tx: Db, account: string): Promise<Line> {
  const rows = await tx.$queryRaw<{ id: string | null; place: number | null; taken: number; unconfirmed: number }[]>`
    WITH ${ranking(account, Prisma.sql`${STANDS_IN_LINE} AND ${sendsWith(account)} AND ${IS_NOT_PAUSED}`)}
    SELECT ranked.id, ranked.place, free.taken, free.unconfirmed FROM free LEFT JOIN ranked ON true ORDER BY ranked.place`;
  return {
    places: new Map(rows.flatMap(({ id, place }) => (id === null || place === null ? [] : [[id, place] as const]))),
    taken: rows[0]?.taken ?? 0,
    unconfirmed: rows[0]?.unconfirmed ?? 0,
  };
}

import type { Actor } from "@/lib/access/callers/actor";
import { type Db, db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { Cursor } from "@/lib/shared/cursor";
import { countDays, type DayCount, type LocalMoment, momentOf } from "./count-days";
import { type Question, questionOf } from "./question";
import type { Find, Sort } from "./find";

/** So many clips are looked at in the order of the list before the index of terms is asked: what is frequent is among them. */
const LOOKED_AT = 6_000;
/** A number beyond this tells nobody more. */
const MOST_COUNTED = 1_000;
/** Nobody waits for a number: where it is large, it is met among so many. */
const COUNTED_AMONG = 20_000;

/** What goes before time, where something does. */
const RANKS: Partial<Record<Sort, Prisma.Sql>> = { rating: Prisma.sql`rating`, longest: Prisma.sql`seconds` };

/** Where a part of a list begins. */
export interface ListedFrom {
  cursor: Cursor | null;
  /** It is what lies before the cursor, without one the end of the list, and is read from there on backwards. */
  isBack: boolean;
  /** Without a cursor, in the order of time. */
  at?: LocalMoment | undefined;
}
export const TOP: ListedFrom = { cursor: null, isBack: false };
export const END: ListedFrom = { cursor: null, isBack: true };

/** Whether a list is read from small to large. */
const isUpwards = (sort: Sort, { isBack }: ListedFrom): boolean => (sort === "oldest") !== isBack;

function orderOf(sort: Sort, from = TOP): Prisma.Sql {
  const way = isUpwards(sort, from) ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return Prisma.sql`${RANKS[sort] ? Prisma.sql`${RANKS[sort]} ${way},` : Prisma.empty} created_at ${way}, generation_id ${way}`;
}

/** What lies on that side of the cursor, or of the moment. A row comparison is the one form that Postgres turns into a bound on an index. */
function beginning(sort: Sort, from: ListedFrom): Prisma.Sql {
  const { cursor, at } = from;
  const ranked = RANKS[sort];
  if (!cursor) {
    if (!at || ranked) return Prisma.empty;
    return sort === "oldest" ? Prisma.sql`AND created_at >= ${momentOf(at)}` : Prisma.sql`AND created_at < ${momentOf(at)}`;
  }
  const { createdAt, id, rank = 0 } = cursor;
  const beyond = isUpwards(sort, from) ? Prisma.sql`>` : Prisma.sql`<`;
  return ranked
    ? Prisma.sql`AND (${ranked}, created_at, generation_id) ${beyond} (${rank}::int, ${createdAt}, ${id}::uuid)`
    : Prisma.sql`AND (created_at, generation_id) ${beyond} (${createdAt}, ${id}::uuid)`;
}

/**
 * The clips of a project that fit, in the order in which they are read from there on. What is frequent is met on the way through the list; what is rare is read
 * from the index of terms. Each of the two is slow where the other is quick, and the planner cannot know which is which. Whether one is a face costs more
 * than all else: it is asked in the order of the list, and no further than the page.
 */
export async function findClips(
  actor: Actor,
  projectId: string,
  { find, from, limit }: { find: Find; from: ListedFrom; limit: number },
): Promise<Cursor[]> {
  const question = await questionOf(actor, projectId, find);
  if (!question) return [];
  const sort = find.sort ?? "newest";
  const where = Prisma.sql`${question.bounds} ${beginning(sort, from)}`;
  const order = Prisma.sql`ORDER BY ${orderOf(sort, from)} LIMIT ${limit}`;
  const columns = Prisma.sql`generation_id AS id, created_at AS "createdAt" ${RANKS[sort] ? Prisma.sql`, ${RANKS[sort]} AS rank` : Prisma.empty}`;
  // Of stacks alone every few clips are one: they are met on the way, however far it is.
  if (!question.isNarrow && find.stack)
    return db.$queryRaw<
      Cursor[]
    >`SELECT ${columns} FROM clip_search WHERE project_id = ${projectId}::uuid ${where} ${question.faces} ${order}`;
  const near = await db.$queryRaw<Cursor[]>`
    SELECT ${columns} FROM (
      SELECT generation_id, created_at, rating, seconds, terms FROM clip_search
      WHERE project_id = ${projectId}::uuid ${where} ORDER BY ${orderOf(sort, from)} LIMIT ${question.isNarrow ? LOOKED_AT : limit}
    ) AS near WHERE terms @@ ${question.terms} ${question.faces} ${order}`;
  if (near.length >= limit || !question.isNarrow) return near;
  return byTerms(
    (tx) => tx.$queryRaw<Cursor[]>`
    SELECT ${columns} FROM (
      SELECT generation_id, created_at, rating, seconds FROM clip_search
      WHERE terms @@ ${question.terms} ${where} ORDER BY ${orderOf(sort, from)}
    ) AS fitting WHERE true ${question.faces} ${order}`,
  );
}

export interface Count {
  count: number;
  /** There are more than that. */
  isMore: boolean;
}

/** How many fit, as far as a number says something. */
export async function countClips(actor: Actor, projectId: string, find: Find): Promise<Count> {
  const question = await questionOf(actor, projectId, find);
  if (!question) return { count: 0, isMore: false };
  const most = Prisma.sql`LIMIT ${MOST_COUNTED + 1}`;
  const near = Prisma.sql`
    SELECT generation_id, terms FROM clip_search WHERE project_id = ${projectId}::uuid ${question.bounds} ORDER BY ${orderOf("newest")} LIMIT ${COUNTED_AMONG}`;
  const countOf = async (ask: Db, fitting: Prisma.Sql): Promise<number> =>
    (await ask.$queryRaw<[{ count: number }]>`SELECT count(*)::int AS count FROM (${fitting} ${most}) AS fitting`)[0].count;
  const isMany =
    (await countOf(db, Prisma.sql`SELECT 1 FROM (${near}) AS near WHERE terms @@ ${question.terms} ${question.faces}`)) > MOST_COUNTED;
  const count = isMany
    ? MOST_COUNTED + 1
    : await byTerms((tx) =>
        countOf(tx, Prisma.sql`SELECT 1 FROM clip_search WHERE terms @@ ${question.terms} ${question.bounds} ${question.faces}`),
      );
  return { count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED };
}

/** Of so many of the newest that fit, and of so many in all, the days are counted. */
const MOST_DATED = { near: 4_000, all: 20_000 };

export interface Days {
  days: DayCount[];
  /** They are those of all clips: too many fit to be counted while somebody waits. */
  isOfAll: boolean;
}

/** On which days those that fit were made, the newest first, as the days are in the zone of whoever looks. */
export async function daysOf(actor: Actor, projectId: string, { find, zone }: { find: Find; zone: string }): Promise<Days> {
  const question = await questionOf(actor, projectId, find);
  if (!question) return { days: [], isOfAll: false };
  if (!question.isNarrow && !find.stack) return { days: await countDays(actor, projectId, zone), isOfAll: false };
  const { terms, bounds, faces } = question;
  const day = Prisma.sql`to_char(created_at AT TIME ZONE ${zone}, 'YYYY-MM-DD') AS day`;
  const near = await db.$queryRaw<{ day: string; clips: number; looked: number }[]>`
    SELECT ${day}, (count(*) FILTER (WHERE terms @@ ${terms} ${faces}))::int AS clips, count(*)::int AS looked FROM (
      SELECT generation_id, created_at, terms FROM clip_search WHERE project_id = ${projectId}::uuid ${bounds} ORDER BY ${orderOf("newest")} LIMIT ${COUNTED_AMONG}
    ) AS near GROUP BY 1 ORDER BY 1 DESC`;
  const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
  if (sum(near.map(({ looked }) => looked)) < COUNTED_AMONG) return { days: countsOf(near), isOfAll: false };
  // Every stack of a large project is too many.
  const isMany = !question.isNarrow || sum(near.map(({ clips }) => clips)) > MOST_DATED.near;
  const all = isMany
    ? []
    : await byTerms(
        (tx) => tx.$queryRaw<{ day: string; clips: number }[]>`
        SELECT ${day}, count(*)::int AS clips FROM (
          SELECT created_at FROM clip_search WHERE terms @@ ${terms} ${bounds} ${faces} LIMIT ${MOST_DATED.all + 1}
        ) AS fitting GROUP BY 1 ORDER BY 1 DESC`,
      );
  if (isMany || sum(all.map(({ clips }) => clips)) > MOST_DATED.all)
    return { days: await countDays(actor, projectId, zone), isOfAll: true };
  return { days: countsOf(all), isOfAll: false };
}

const countsOf = (rows: readonly { day: string; clips: number }[]): DayCount[] =>
  rows.flatMap(({ day, clips }): DayCount[] => (clips > 0 ? [[day, clips]] : []));

/** Those of these that fit. */
export async function whichFit(actor: Actor, projectId: string, find: Find, ids: readonly string[]): Promise<string[]> {
  const question: Question | null = await questionOf(actor, projectId, find);
  if (!question) return [];
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT generation_id AS id FROM clip_search
    WHERE generation_id = ANY(${[...ids]}::uuid[]) AND project_id = ${projectId}::uuid AND terms @@ ${question.terms} ${question.bounds} ${question.faces}`;
  return rows.map(({ id }) => id);
}

/** With nothing but the index of terms to go by, whatever the planner believes of how rare they are. */
const byTerms = <T>(ask: (tx: Tx) => Promise<T>): Promise<T> =>
  withTransaction(async (tx) => {
    await tx.$queryRaw`
      SELECT set_config(name, 'off', true)
      FROM unnest(ARRAY['enable_seqscan', 'enable_indexscan', 'enable_indexonlyscan', 'jit']) AS name`;
    return ask(tx);
  });

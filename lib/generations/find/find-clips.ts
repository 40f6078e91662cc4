import type { Actor } from "@/lib/access/callers/actor";
import { type Db, db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { Cursor } from "@/lib/shared/cursor";
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

const orderOf = (sort: Sort): Prisma.Sql =>
  sort === "oldest"
    ? Prisma.sql`created_at ASC, generation_id ASC`
    : Prisma.sql`${RANKS[sort] ? Prisma.sql`${RANKS[sort]} DESC,` : Prisma.empty} created_at DESC, generation_id DESC`;

/** What comes behind the last clip of a page. A row comparison is the one form that Postgres turns into a bound on an index. */
function behind(sort: Sort, { createdAt, id, rank = 0 }: Cursor): Prisma.Sql {
  const ranked = RANKS[sort];
  if (ranked) return Prisma.sql`AND (${ranked}, created_at, generation_id) < (${rank}::int, ${createdAt}, ${id}::uuid)`;
  return sort === "oldest"
    ? Prisma.sql`AND (created_at, generation_id) > (${createdAt}, ${id}::uuid)`
    : Prisma.sql`AND (created_at, generation_id) < (${createdAt}, ${id}::uuid)`;
}

/**
 * The clips of a project that fit, in order, after `after`. What is frequent is met on the way through the list; what is rare is read
 * from the index of terms. Each of the two is slow where the other is quick, and the planner cannot know which is which.
 */
export async function findClips(
  actor: Actor,
  projectId: string,
  { find, after, limit }: { find: Find; after: Cursor | null; limit: number },
): Promise<Cursor[]> {
  const question = await questionOf(actor, projectId, find);
  if (!question) return [];
  const sort = find.sort ?? "newest";
  const where = Prisma.sql`${question.bounds} ${after ? behind(sort, after) : Prisma.empty}`;
  const order = Prisma.sql`ORDER BY ${orderOf(sort)} LIMIT ${limit}`;
  const columns = Prisma.sql`generation_id AS id, created_at AS "createdAt" ${RANKS[sort] ? Prisma.sql`, ${RANKS[sort]} AS rank` : Prisma.empty}`;
  const near = await db.$queryRaw<Cursor[]>`
    SELECT ${columns} FROM (
      SELECT generation_id, created_at, rating, seconds, terms FROM clip_search
      WHERE project_id = ${projectId}::uuid ${where} ORDER BY ${orderOf(sort)} LIMIT ${question.isNarrow ? LOOKED_AT : limit}
    ) AS near WHERE terms @@ ${question.terms} ${order}`;
  if (near.length >= limit || !question.isNarrow) return near;
  return byTerms(
    (tx) => tx.$queryRaw<Cursor[]>`
    SELECT ${columns} FROM clip_search WHERE terms @@ ${question.terms} ${where} ${order}`,
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
    SELECT terms FROM clip_search WHERE project_id = ${projectId}::uuid ${question.bounds} ORDER BY ${orderOf("newest")} LIMIT ${COUNTED_AMONG}`;
  const countOf = async (ask: Db, fitting: Prisma.Sql): Promise<number> =>
    (await ask.$queryRaw<[{ count: number }]>`SELECT count(*)::int AS count FROM (${fitting} ${most}) AS fitting`)[0].count;
  const isMany = (await countOf(db, Prisma.sql`SELECT 1 FROM (${near}) AS near WHERE terms @@ ${question.terms}`)) > MOST_COUNTED;
  const count = isMany
    ? MOST_COUNTED + 1
    : await byTerms((tx) => countOf(tx, Prisma.sql`SELECT 1 FROM clip_search WHERE terms @@ ${question.terms} ${question.bounds}`));
  return { count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED };
}

/** Those of these that fit. */
export async function whichFit(actor: Actor, projectId: string, find: Find, ids: readonly string[]): Promise<string[]> {
  const question: Question | null = await questionOf(actor, projectId, find);
  if (!question) return [];
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT generation_id AS id FROM clip_search
    WHERE generation_id = ANY(${[...ids]}::uuid[]) AND project_id = ${projectId}::uuid AND terms @@ ${question.terms} ${question.bounds}`;
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

import type { Actor } from "@/lib/access/callers/actor";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { Cursor } from "@/lib/shared/cursor";
import { type Question, questionOf } from "./question";
import type { Find, Sort } from "./schema";

/** Where a clip stands in a list, in any order. */
type FoundClip = Required<Cursor>;

/** So many clips are looked at in the order of the list before the index of terms is asked: what is frequent is among them. */
const LOOKED_AT = 2_000;
/** A number beyond this tells nobody more. */
const MOST_COUNTED = 1_000;

const ORDERS: Record<Sort, Prisma.Sql> = {
  newest: Prisma.sql`created_at DESC, generation_id DESC`,
  oldest: Prisma.sql`created_at ASC, generation_id ASC`,
  rating: Prisma.sql`rating DESC, created_at DESC, generation_id DESC`,
};

// A row comparison is the one form that Postgres turns into a bound on an index.
const AFTER: Record<Sort, (last: Cursor) => Prisma.Sql> = {
  newest: ({ createdAt, id }) => Prisma.sql`AND (created_at, generation_id) < (${createdAt}, ${id}::uuid)`,
  oldest: ({ createdAt, id }) => Prisma.sql`AND (created_at, generation_id) > (${createdAt}, ${id}::uuid)`,
  rating: ({ createdAt, id, rating }) =>
    Prisma.sql`AND (rating, created_at, generation_id) < (${rating ?? 0}::int, ${createdAt}, ${id}::uuid)`,
};

/**
 * The clips of a project that fit, in order, after `after`. What is frequent is met on the way through the list; what is rare is read
 * from the index of terms. Each of the two is slow where the other is quick, and the planner cannot know which is which.
 */
export async function findClips(
  actor: Actor,
  projectId: string,
  { find, after, limit }: { find: Find; after: Cursor | null; limit: number },
): Promise<FoundClip[]> {
  const question = await questionOf(actor, projectId, find);
  if (!question) return [];
  const sort = find.sort ?? "newest";
  const where = Prisma.sql`${question.bounds} ${after ? AFTER[sort](after) : Prisma.empty}`;
  const order = Prisma.sql`ORDER BY ${ORDERS[sort]} LIMIT ${limit}`;
  const columns = Prisma.sql`generation_id AS id, created_at AS "createdAt", rating`;
  const near = await db.$queryRaw<FoundClip[]>`
    SELECT ${columns} FROM (
      SELECT generation_id, created_at, rating, terms FROM clip_search
      WHERE project_id = ${projectId}::uuid ${where} ORDER BY ${ORDERS[sort]} LIMIT ${question.isNarrow ? LOOKED_AT : limit}
    ) AS near WHERE terms @@ ${question.terms} ${order}`;
  if (near.length >= limit || !question.isNarrow) return near;
  return byTerms(
    (tx) => tx.$queryRaw<FoundClip[]>`
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
  const [near] = await db.$queryRaw<{ all: number; fit: number }[]>`
    SELECT count(*)::int AS all, (count(*) FILTER (WHERE terms @@ ${question.terms}))::int AS fit FROM (
      SELECT terms FROM clip_search WHERE project_id = ${projectId}::uuid ${question.bounds} ORDER BY ${ORDERS.newest} LIMIT ${LOOKED_AT}
    ) AS near`;
  const { all, fit } = near!;
  if (fit > MOST_COUNTED) return { count: MOST_COUNTED, isMore: true };
  if (all < LOOKED_AT) return { count: fit, isMore: false };
  const [whole] = await byTerms(
    (tx) => tx.$queryRaw<{ fit: number }[]>`
    SELECT count(*)::int AS fit FROM (
      SELECT 1 FROM clip_search WHERE terms @@ ${question.terms} ${question.bounds} LIMIT ${MOST_COUNTED + 1}
    ) AS fitting`,
  );
  return { count: Math.min(whole!.fit, MOST_COUNTED), isMore: whole!.fit > MOST_COUNTED };
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

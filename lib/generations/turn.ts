import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";

/**
 * What fills a place at the provider. One whose answer was lost may be running there; after an hour it is not,
 * and must not hold up the line while it is being looked for.
 */
const IS_AT_PROVIDER = Prisma.sql`(status IN ('sending', 'queued', 'running') OR (status = 'uncertain' AND sent_at > now() - interval '1 hour'))`;

/**
 * Whose turn it is. The provider takes a limited number of unfinished tasks per key; what is above that waits
 * with us, fair between people and first come, first served within one.
 *
 * Each waiting generation is ranked by how many of its author's are already at the provider plus its place in
 * the author's own line; equal ranks go by age.
 */
export async function isItsTurn(tx: Tx, generationId: string, account: string, concurrency: number): Promise<boolean> {
  // One line per account: two workers must not both see the last free place.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.turn'), hashtext(${account}))`;
  const [row] = await tx.$queryRaw<{ turn: boolean }[]>`
    WITH busy AS (
      SELECT created_by_id, count(*)::int AS n FROM generations
      WHERE provider_account = ${account} AND ${IS_AT_PROVIDER}
      GROUP BY created_by_id
    ), line AS (
      SELECT id, created_at, created_by_id,
             row_number() OVER (PARTITION BY created_by_id ORDER BY created_at, id) AS own_place
      FROM generations
      WHERE status = 'waiting' AND next_action_at IS NOT NULL
        AND (waiting_for IS NULL OR waiting_for = 'turn' OR id = ${generationId}::uuid)
    ), ranked AS (
      SELECT line.id, row_number() OVER (ORDER BY coalesce(busy.n, 0) + line.own_place, line.created_at, line.id) AS place
      FROM line LEFT JOIN busy USING (created_by_id)
    )
    SELECT ranked.place <= ${concurrency} - (SELECT coalesce(sum(n), 0) FROM busy) AS turn
    FROM ranked WHERE ranked.id = ${generationId}::uuid`;
  return row?.turn ?? false;
}

/** The generations that are next in line, as many as there are free places; their send jobs are due. */
export async function nextInLine(tx: Tx, account: string, concurrency: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH busy AS (
      SELECT created_by_id, count(*)::int AS n FROM generations
      WHERE provider_account = ${account} AND ${IS_AT_PROVIDER}
      GROUP BY created_by_id
    ), line AS (
      SELECT id, created_at, created_by_id,
             row_number() OVER (PARTITION BY created_by_id ORDER BY created_at, id) AS own_place
      FROM generations WHERE status = 'waiting' AND waiting_for = 'turn'
    )
    SELECT line.id FROM line LEFT JOIN busy USING (created_by_id)
    ORDER BY coalesce(busy.n, 0) + line.own_place, line.created_at, line.id
    LIMIT greatest(0, ${concurrency} - (SELECT coalesce(sum(n), 0) FROM busy))::int`;
  return rows.map((row) => row.id);
}

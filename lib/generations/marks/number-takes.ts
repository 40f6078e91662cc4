import { type Tx, withTransaction } from "@/lib/platform/db/client";
import { touchAll } from "@/lib/platform/events/touch";
import { logError } from "@/lib/platform/log";
import { MOST_AT_ONCE } from "./limits";

/** One recipe in one project. */
export interface Family {
  projectId: string;
  recipeKey: string;
  /** The request of a run without a seed, by which those of before the key was kept are found. */
  requestHash: string;
}

/** Of a recipe that was run more often before takes were counted the old ones get no numbers, and only count. */
const MOST_OLD = 200;

/**
 * Gives the runs of these recipes their numbers, in the order in which they were made; the only run of one has none. A number
 * once given stays, whatever is deleted. For after the press, in a transaction of its own: a number is for the eye, and nothing
 * that was asked or paid for may wait for it or fail with it. What is left out here is numbered with the next run.
 */
export async function numberTakes(teamId: string, families: readonly Family[]): Promise<void> {
  const known = [...new Map(families.map((one) => [`${one.projectId} ${one.recipeKey}`, one])).values()];
  if (known.length === 0) return;
  await withTransaction(async (tx) => {
    // Whoever pressed waits for the answer: rather no number now than a wait for somebody's long change.
    await tx.$executeRaw`SET LOCAL lock_timeout = '1s'`;
    await lockTakes(tx, teamId);
    const numbered: string[] = [];
    for (const { last, waiting, hasOld, ...family } of await readFamilies(tx, known)) {
      const old = hasOld ? await findOld(tx, family) : { count: 0, ids: [] };
      const ids = [...old.ids, ...waiting];
      const isAlone = last === null && old.count + waiting.length < 2;
      if (isAlone || ids.length === 0) continue;
      const from = last ?? old.count - old.ids.length;
      await tx.$executeRaw`
        UPDATE generations SET take = ${from}::int + new.n, recipe_key = ${family.recipeKey}
        FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS new (id, n) WHERE generations.id = new.id`;
      numbered.push(...ids);
    }
    await touchAll(tx, teamId, numbered);
  }).catch((error: unknown) => logError(error, { teamId }, "takes could not be numbered; they are with the next run"));
}

/**
 * For whoever reads which numbers are taken and gives some on: two must not both read the same last one. Held before any clip is,
 * so that nobody who holds clips waits for it.
 */
export async function lockTakes(tx: Tx, teamId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.takes'), hashtext(${teamId}))`;
}

interface Standing extends Family {
  last: number | null;
  /** Those with the key and without a number, oldest first. */
  waiting: string[];
  /** None has a number, and there are some of before the key was kept. */
  hasOld: boolean;
}

/** Each part is a probe of an index, however often a recipe was run. */
const readFamilies = (tx: Tx, families: readonly Family[]): Promise<Standing[]> => tx.$queryRaw<Standing[]>`
  SELECT family.project_id AS "projectId", family.key AS "recipeKey", family.hash AS "requestHash", newest.take AS last,
    newest.take IS NULL AND EXISTS (
      SELECT 1 FROM generations WHERE project_id = family.project_id AND request_hash = family.hash AND recipe_key IS NULL AND deleted_at IS NULL
    ) AS "hasOld",
    ARRAY(SELECT id FROM generations WHERE project_id = family.project_id AND recipe_key = family.key AND take IS NULL
      ORDER BY created_at, id LIMIT ${MOST_AT_ONCE}::int) AS waiting
  FROM unnest(${families.map(({ projectId }) => projectId)}::uuid[], ${families.map(({ recipeKey }) => recipeKey)}::text[],
    ${families.map(({ requestHash }) => requestHash)}::text[]) AS family (project_id, key, hash)
  LEFT JOIN LATERAL (
    SELECT take FROM generations WHERE project_id = family.project_id AND recipe_key = family.key AND take IS NOT NULL ORDER BY take DESC LIMIT 1
  ) AS newest ON true`;

/** Asked once for each recipe, while none of its runs has a number. @returns the runs of before takes were counted, oldest first */
async function findOld(tx: Tx, { projectId, requestHash }: Family): Promise<{ count: number; ids: string[] }> {
  const rows = await tx.$queryRaw<{ id: string; count: number }[]>`
    SELECT id, (count(*) OVER ())::int AS count FROM generations
    WHERE project_id = ${projectId}::uuid AND request_hash = ${requestHash} AND recipe_key IS NULL AND deleted_at IS NULL
    ORDER BY created_at, id LIMIT ${MOST_OLD + 1}::int`;
  const count = rows[0]?.count ?? 0;
  return { count, ids: count > MOST_OLD ? [] : rows.map(({ id }) => id) };
}

import path from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";

/**
 * Copies one ended generation of a running studio so many times, each a minute older than the one before: a long history
 * for the price of one. Each copy's prompt ends with its number.
 */
export async function copyGeneration(dataDir: string, id: string, count: number): Promise<void> {
  await run(
    dataDir,
    `INSERT INTO generations
       SELECT copy.* FROM generations AS original, generate_series(1, $2::int) AS number,
       LATERAL jsonb_populate_record(original, jsonb_build_object(
         'id', gen_random_uuid(), 'provider_task_id', NULL,
         'prompt', original.prompt || ' ' || number, 'created_at', original.created_at - number * interval '1 minute'
       )) AS copy
       WHERE original.id = $1`,
    [id, count],
  );
}

/** Lets the time come for the next look for every lost answer: the same as waiting for it. */
export const hurryLooks = (dataDir: string): Promise<void> =>
  run(dataDir, "UPDATE generations SET next_action_at = now() WHERE status = 'uncertain'");

async function run(dataDir: string, statement: string, values: unknown[] = []): Promise<void> {
  // The studio's own server runs there: this joins it, and leaves it running.
  const { url } = await startEmbeddedPostgres(path.join(dataDir, "postgres"));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement, values);
  } finally {
    await client.end();
  }
}

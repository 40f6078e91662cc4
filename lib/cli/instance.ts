import { randomUUID } from "node:crypto";
import pg from "pg";
import { keepSecret } from "./secrets";
import path from "node:path";
import { existsSync, readFileSync } from "node:fs";

export type InstanceState = "new" | "known" | "joined" | "held";

const FILE = "instance-id";

/**
 * Compares who the database says we are with who the data folder says we are. A copy of either, started beside the
 * original, would buy everything that waits a second time: where they disagree, the studio is put on hold, and nothing
 * is sent until an owner has looked.
 *
 * `sharesFiles`: files lie in a common bucket, so a data folder without an id belongs to one more machine of this studio.
 */
export async function checkInstance(databaseUrl: string, dataDir: string, sharesFiles: boolean): Promise<InstanceState> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const file = path.join(dataDir, FILE);
    const inFolder = existsSync(file) ? readFileSync(file, "utf8").trim() : null;
    const created = await client.query<{ instance_id: string }>(
      "insert into instances (id, instance_id) values (1, $1) on conflict (id) do nothing returning instance_id",
      [inFolder ?? randomUUID()],
    );
    const { rows } = await client.query<{ instance_id: string }>("select instance_id from instances where id = 1");
    const inDatabase = rows[0]?.instance_id ?? "";
    if (created.rowCount) {
      keepSecret(dataDir, FILE, () => inDatabase);
      return "new";
    }
    if (inFolder === inDatabase) return "known";
    if (inFolder === null && (sharesFiles || (await isUnused(client)))) {
      keepSecret(dataDir, FILE, () => inDatabase);
      return "joined";
    }
    await client.query(
      "update instances set hold_reason = coalesce(hold_reason, 'instance-mismatch'), hold_since = coalesce(hold_since, now()) where id = 1",
    );
    return "held";
  } finally {
    await client.end();
  }
}

// Two first starts at once on one database: the later one finds the row, but there is nothing yet to buy twice.
async function isUnused(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ used: boolean }>("select exists (select 1 from generations) as used");
  return rows[0]?.used === false;
}

/** Whether somebody has signed up; until then the set-up code is shown. */
export async function hasUsers(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ exists: boolean }>("select exists (select 1 from users)");
    return rows[0]?.exists === true;
  } finally {
    await client.end();
  }
}

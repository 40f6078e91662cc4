import { randomUUID } from "node:crypto";
import pg from "pg";
import { keepSecret } from "./secrets";
import path from "node:path";
import { existsSync, readFileSync } from "node:fs";
import { INSTANCE_FILE } from "@/lib/platform/instance";
import { LAST_ATTEMPT_FILE } from "@/lib/generations/sending/last-attempt";

export type InstanceState = "new" | "known" | "joined" | "held";

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
    const file = path.join(dataDir, INSTANCE_FILE);
    const inFolder = existsSync(file) ? readFileSync(file, "utf8").trim() : null;
    const created = await client.query<{ instance_id: string }>(
      "insert into instances (id, instance_id) values (1, $1) on conflict (id) do nothing returning instance_id",
      [inFolder ?? randomUUID()],
    );
    const { rows } = await client.query<{ instance_id: string }>("select instance_id from instances where id = 1");
    const inDatabase = rows[0]?.instance_id ?? "";
    if (created.rowCount) {
      keepSecret(dataDir, INSTANCE_FILE, () => inDatabase);
      return "new";
    }
    if (inFolder === inDatabase) {
      if (!(await isOlderThanFolder(client, dataDir))) return "known";
      await setHold(client, "restored");
      return "held";
    }
    if (inFolder === null && (sharesFiles || (await isUnused(client)))) {
      keepSecret(dataDir, INSTANCE_FILE, () => inDatabase);
      return "joined";
    }
    await setHold(client, "instance-mismatch");
    return "held";
  } finally {
    await client.end();
  }
}

export type HoldReason = "instance-mismatch" | "restored";

const setHold = (client: pg.Client, reason: HoldReason): Promise<unknown> =>
  client.query("update instances set hold_reason = coalesce(hold_reason, $1), hold_since = coalesce(hold_since, now()) where id = 1", [
    reason,
  ]);

/** The folder remembers an attempt that this database has never heard of: it is a backup from before. */
async function isOlderThanFolder(client: pg.Client, dataDir: string): Promise<boolean> {
  const file = path.join(dataDir, LAST_ATTEMPT_FILE);
  if (!existsSync(file)) return false;
  const last = readFileSync(file, "utf8").trim();
  // Ids are made in the order of time, so one that is newer is as good as this very one.
  if (!/^[0-9a-f-]{36}$/.test(last)) return false;
  const { rows } = await client.query<{ known: boolean }>("select exists (select 1 from attempts where id >= $1::uuid) as known", [last]);
  return rows[0]?.known === false;
}

// Two first starts at once on one database: the later one finds the row, but there is nothing yet to buy twice.
async function isUnused(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ used: boolean }>("select exists (select 1 from generations) as used");
  return rows[0]?.used === false;
}

/** Whether nothing is sent: set just now, at an earlier start, or by a restore. */
export async function isOnHold(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from instances where id = 1 and hold_reason is not null");
    return (rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}

/** Whether somebody has signed up; until then the setup code is shown. */
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

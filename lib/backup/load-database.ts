import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { withClient } from "@/lib/platform/db/with-client";
import { BackupError } from "./errors";
import type { BackupTable, Manifest } from "./manifest";
import { listTables, quoted } from "./tables";

/** The connection says what it is for to whoever looks at the server. */
export const toRestore = (connectionString: string) => ({ connectionString, application_name: "dailies-restore" });

/**
 * Fills an empty database: the tables as they were when the backup was made, its rows, and then the migrations that came
 * since. In the same transaction as the rows the studio is put on hold, so that nothing that the backup believes to be
 * waiting is ever bought a second time.
 */
export async function loadDatabase(databaseUrl: string, folder: string, manifest: Manifest): Promise<void> {
  await deployMigrations(databaseUrl, undefined, manifest.migrations);
  await withClient(toRestore(databaseUrl), async (client) => {
    await client.query("begin");
    await loadTables(client, folder, manifest);
    await markDamaged(client, manifest);
    await client.query(
      `insert into instances (id, instance_id, hold_reason, hold_since) values (1, $1, 'restored', now())
       on conflict (id) do update set hold_reason = 'restored', hold_since = now()`,
      [manifest.instanceId ?? randomUUID()],
    );
    await client.query("commit");
    await deployMigrations(databaseUrl);
    // A look through the provider's list that the backup may know of was another hold's.
    await client.query("update instances set hold_checked_at = null where id = 1");
  });
}

/** The rows of a backup, into tables that are as they were when it was made. */
export async function loadTables(client: pg.ClientBase, folder: string, manifest: Manifest): Promise<void> {
  // The record of migrations comes from the backup as well, with the times at which they were really applied.
  await client.query(`delete from "_prisma_migrations"`);
  for (const { name } of await listTables(client)) {
    const table = manifest.tables.find((candidate) => candidate.name === name);
    if (table) await loadTable(client, folder, table);
  }
  await continueSequences(client);
}

async function loadTable(client: pg.ClientBase, folder: string, table: BackupTable): Promise<void> {
  const target = client.query(copyFrom(`copy ${quoted(table)} from stdin`));
  await pipeline(createReadStream(path.join(folder, table.file)), createGunzip(), target);
  if (target.rowCount !== table.rows) throw new BackupError("rows-differ", `${table.name}: ${target.rowCount} instead of ${table.rows}`);
}

/** Numbers that the database gives out go on behind those that were given out. */
async function continueSequences(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.relname as table, a.attname as column, pg_get_serial_sequence(format('public.%I', c.relname), a.attname) as sequence
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and pg_get_serial_sequence(format('public.%I', c.relname), a.attname) is not null`,
  );
  for (const { table, column, sequence } of rows) {
    const highest = `select coalesce(max(${pg.escapeIdentifier(column)}), 0) + 1 from public.${pg.escapeIdentifier(table)}`;
    await client.query(`select setval($1::regclass, (${highest}), false)`, [sequence]);
  }
}

/** What was missing or damaged when it was backed up says so, and is looked for at the provider again. */
async function markDamaged(client: pg.ClientBase, { files, missing }: Manifest): Promise<void> {
  const keys = [...missing, ...files.filter((file) => file.expectedSha256 !== null).map((file) => file.key)];
  const found = await client.query<{ name: string | null }>("select to_regclass('public.files')::text as name");
  const [table, column] = found.rows[0]?.name ? ["files", "key"] : ["media", "storage_key"];
  const hasColumn = await client.query("select 1 from information_schema.columns where table_name = $1 and column_name = 'damaged_at'", [
    table,
  ]);
  if (keys.length > 0 && hasColumn.rowCount)
    await client.query(`update ${table} set damaged_at = now() where ${column} = any($1) and damaged_at is null`, [keys]);
}

export type TargetState = "empty" | "used" | "in-use";

/** Whether a database can be filled. `in-use`: a studio is connected to it. */
export async function lookAtTarget(databaseUrl: string): Promise<TargetState> {
  return withClient(toRestore(databaseUrl), async (client) => {
    const { rows } = await client.query<{ running: boolean; used: boolean }>(
      `select exists (select 1 from pg_stat_activity
                      where datname = current_database() and application_name in ('dailies', 'dailies-jobs', 'dailies-live')) as running,
              exists (select 1 from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')) as used`,
    );
    const [row] = rows;
    return row?.running ? "in-use" : row?.used ? "used" : "empty";
  });
}

/** Renames what the database holds, queue included, so that nothing of it is lost. @returns the new name of its schema */
export async function moveDatabaseAside(databaseUrl: string, stamp: string): Promise<string> {
  const name = `before_restore_${stamp.toLowerCase()}`;
  await withClient(toRestore(databaseUrl), async (client) => {
    await client.query("begin");
    await client.query(`alter schema public rename to ${pg.escapeIdentifier(name)}`);
    await client.query("create schema public");
    const { rowCount } = await client.query("select 1 from pg_namespace where nspname = 'pgboss'");
    if (rowCount) await client.query(`alter schema pgboss rename to ${pg.escapeIdentifier(`${name}_jobs`)}`);
    await client.query("commit");
  });
  return name;
}

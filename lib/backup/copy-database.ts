import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { withClient } from "@/lib/platform/db/with-client";
import { BackupError } from "./errors";
import { listTables, quoted, type TableShape } from "./tables";

export interface CopiedDatabase {
  tables: number;
  rows: number;
  /** Schemas that are none of ours, and so were not copied: what a restore had set aside. */
  leftBehind: string[];
}

/**
 * Copies a studio's whole database into an empty one of any version: the tables as they were made there, every row, and
 * where the numbers go on. Jobs stay behind: they ring for rows, and whoever sweeps the rows rings again.
 * @throws BackupError rows-differ, unless each table holds the same rows as the one that it was copied from
 */
export async function copyDatabase(from: string, to: string): Promise<CopiedDatabase> {
  return withClient(named(from), async (source) => {
    await source.query("begin isolation level repeatable read read only");
    // Started once and cut off before it had tables.
    const { rows: known } = await source.query<{ name: string | null }>(`select to_regclass('public."_prisma_migrations"')::text as name`);
    if (!known[0]?.name) return { tables: 0, rows: 0, leftBehind: [] };
    const history = await source.query<{ name: string }>(
      `select migration_name as name from "_prisma_migrations" where finished_at is not null and rolled_back_at is null`,
    );
    await deployMigrations(
      to,
      undefined,
      history.rows.map(({ name }) => name),
    );
    const tables = await listTables(source, { isWhole: true });
    const rows = await withClient(named(to), (target) => fill(source, target, tables));
    return { tables: tables.length, rows, leftBehind: await listForeign(source) };
  });
}

const named = (connectionString: string) => ({ connectionString, application_name: "dailies-upgrade", options: "-c timezone=UTC" });

async function fill(source: pg.Client, target: pg.Client, tables: readonly TableShape[]): Promise<number> {
  const made = await listTables(target, { isWhole: true });
  const shape = (list: readonly TableShape[]): string => JSON.stringify(list.toSorted((a, b) => a.name.localeCompare(b.name)));
  if (shape(made) !== shape(tables)) throw new BackupError("rows-differ", "the tables are others");
  await target.query("begin");
  // Neither triggers nor references: what they would make or demand is among the rows.
  await target.query("set local session_replication_role = replica");
  for (const table of tables) await target.query(`delete from public.${pg.escapeIdentifier(table.name)}`);
  let rows = 0;
  for (const table of tables) {
    await pipeline(source.query(copyTo(`copy ${quoted(table)} to stdout`)), target.query(copyFrom(`copy ${quoted(table)} from stdin`)));
    const [given, taken] = [await digest(source, table), await digest(target, table)];
    if (given.sum !== taken.sum || given.rows !== taken.rows)
      throw new BackupError("rows-differ", `${table.name}: ${taken.rows} rows of ${given.rows}`);
    rows += given.rows;
  }
  await continueSequences(source, target);
  await target.query("commit");
  await target.query("analyze");
  return rows;
}

/** What all rows of a table come to, in whatever order they lie. */
async function digest(client: pg.Client, { name, columns }: TableShape): Promise<{ rows: number; sum: string }> {
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const { rows } = await client.query<{ rows: number; sum: string }>(
    `select count(*)::int as rows, coalesce(sum(('x' || left(md5(one::text), 16))::bit(64)::bigint::numeric), 0)::text as sum
     from (select ${list} from public.${pg.escapeIdentifier(name)}) as one`,
  );
  return rows[0]!;
}

async function continueSequences(source: pg.Client, target: pg.Client): Promise<void> {
  const { rows } = await source.query<{ name: string; next: string | null }>(
    "select format('%I.%I', schemaname, sequencename) as name, last_value::text as next from pg_sequences where schemaname = 'public'",
  );
  for (const { name, next } of rows) if (next !== null) await target.query("select setval($1::regclass, $2::bigint)", [name, next]);
}

async function listForeign(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname not in ('public', 'pgboss', 'information_schema') and nspname not like 'pg\\_%' order by 1`,
  );
  return rows.map(({ name }) => name);
}

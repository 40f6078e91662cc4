import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { withClient } from "./with-client";

export type MigrationErrorCode = "failed-earlier" | "database-is-newer" | "statement-failed" | "server-too-old";

export class MigrationError extends Error {
  readonly code: MigrationErrorCode;
  /** The migration's name, or the server's version. */
  readonly subject: string;

  constructor(code: MigrationErrorCode, subject: string, cause?: unknown) {
    super(`${code}: ${subject}${cause instanceof Error ? ` (${cause.message})` : ""}`, { cause });
    this.name = "MigrationError";
    this.code = code;
    this.subject = subject;
  }
}

export interface MigrationOutcome {
  /** Names, in the order in which they were applied just now. */
  applied: string[];
  /** Whether the database held a studio before: then no older version can use it any more. */
  isUpdate: boolean;
  /** Names of migrations whose file was edited after this database took it. */
  edited: string[];
}

/** The same lock as Prisma Migrate takes, so that neither works while the other does. */
const ADVISORY_LOCK = 72_707_369;

/** 14: the oldest major version that still receives fixes. */
export const OLDEST_SERVER = 140_000;

interface HistoryRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

interface MigrationFile {
  name: string;
  sql: string;
  checksum: string;
}

/**
 * Brings a database to the state that the code expects. Leaves the same history rows as `prisma migrate deploy`,
 * without needing its engine. Several processes may do this at once: one works, the others find it done.
 * @param only names of the only migrations to apply, for a backup that was made before the others came
 */
export async function deployMigrations(
  databaseUrl: string,
  folder = path.join("prisma", "migrations"),
  only?: readonly string[],
): Promise<MigrationOutcome> {
  return withClient(databaseUrl, async (client) => {
    await refuseOldServer(client);
    // Until the connection is closed.
    await client.query("select pg_advisory_lock($1)", [ADVISORY_LOCK]);
    await createHistory(client);
    return await applyMissing(
      client,
      readMigrations(folder).filter(({ name }) => only === undefined || only.includes(name)),
    );
  });
}

async function applyMissing(client: pg.Client, files: MigrationFile[]): Promise<MigrationOutcome> {
  const history = await readHistory(client);
  const known = new Set(files.map(({ name }) => name));
  for (const row of history.values()) {
    if (row.finished_at === null) throw new MigrationError("failed-earlier", row.migration_name);
    if (!known.has(row.migration_name)) throw new MigrationError("database-is-newer", row.migration_name);
  }
  const missing = files.filter(({ name }) => !history.has(name));
  for (const file of missing) await apply(client, file);
  return {
    applied: missing.map(({ name }) => name),
    isUpdate: missing.length > 0 && history.size > 0,
    edited: files.filter(({ name, checksum }) => history.has(name) && history.get(name)?.checksum !== checksum).map(({ name }) => name),
  };
}

/** All or nothing: unlike Prisma's own, a migration that fails leaves no half of itself behind. */
async function apply(client: pg.Client, { name, sql, checksum }: MigrationFile): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query(
      `insert into "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw new MigrationError("statement-failed", name, error);
  }
}

function readMigrations(folder: string): MigrationFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const bytes = readFileSync(path.join(folder, name, "migration.sql"));
      return { name, sql: bytes.toString("utf8"), checksum: createHash("sha256").update(bytes).digest("hex") };
    })
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as version",
  );
  const [server] = rows;
  if (server && server.number < OLDEST_SERVER) throw new MigrationError("server-too-old", server.version);
}

async function createHistory(client: pg.Client): Promise<void> {
  await client.query(`create table if not exists "_prisma_migrations" (
    "id" varchar(36) primary key not null,
    "checksum" varchar(64) not null,
    "finished_at" timestamptz,
    "migration_name" varchar(255) not null,
    "logs" text,
    "rolled_back_at" timestamptz,
    "started_at" timestamptz not null default now(),
    "applied_steps_count" integer not null default 0
  )`);
}

async function readHistory(client: pg.Client): Promise<Map<string, HistoryRow>> {
  const { rows } = await client.query<HistoryRow>(
    `select migration_name, checksum, finished_at from "_prisma_migrations" where rolled_back_at is null`,
  );
  return new Map(rows.map((row) => [row.migration_name, row]));
}

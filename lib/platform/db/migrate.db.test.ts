import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diffMigrationsToSchema } from "@/lib/tools/migration/engine";
import { deployMigrations, type MigrationError } from "./migrate";

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL ?? "";
let database: string;
let url: string;
let folder: string;

async function admin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function rowsOf(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql).finally(() => client.end());
  return rows;
}

function addMigration(name: string, sql: string): void {
  mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, name, "migration.sql"), sql);
}

const refusalOf = (promise: Promise<unknown>): Promise<MigrationError> =>
  promise.then(
    () => expect.unreachable("it should have been refused"),
    (error: unknown) => error as MigrationError,
  );

beforeEach(async () => {
  database = `migrate_${Date.now().toString(36)}_${Math.random().toString(36).slice(2)}`;
  await admin(`create database ${database}`);
  const parsed = new URL(adminUrl);
  parsed.pathname = `/${database}`;
  url = parsed.href;
  folder = mkdtempSync(path.join(tmpdir(), "dailies-migrations-"));
});

afterEach(async () => {
  await admin(`drop database ${database} with (force)`);
  rmSync(folder, { recursive: true, force: true });
});

describe("deployMigrations", () => {
  it("makes the whole schema, once, also when three processes start together", async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => deployMigrations(url)));
    expect(outcomes.filter(({ applied }) => applied.length > 0)).toHaveLength(1);
    const history = await rowsOf(`select migration_name, finished_at from "_prisma_migrations"`);
    expect(history.length).toBe(outcomes.flatMap(({ applied }) => applied).length);
    expect(history.every((row) => row["finished_at"] !== null)).toBe(true);
    expect(await rowsOf("select count(*)::int as n from generations")).toEqual([{ n: 0 }]);
  });

  it("leaves nothing behind of a migration that fails, and succeeds once it is mended", async () => {
    addMigration("1_good", "create table good (id int)");
    addMigration("2_bad", "create table half (id int); select no_such_function()");
    const refusal = await refusalOf(deployMigrations(url, folder));
    expect([refusal.code, refusal.subject]).toEqual(["statement-failed", "2_bad"]);
    expect(await rowsOf("select to_regclass('good')::text as good, to_regclass('half')::text as half")).toEqual([
      { good: "good", half: null },
    ]);

    writeFileSync(path.join(folder, "2_bad", "migration.sql"), "create table half (id int)");
    expect((await deployMigrations(url, folder)).applied).toEqual(["2_bad"]);
  });

  it("refuses a database that a newer version has changed", async () => {
    addMigration("1_old", "create table old (id int)");
    const newer = `${folder}-newer`;
    cpSync(folder, newer, { recursive: true });
    mkdirSync(path.join(newer, "2_new"));
    writeFileSync(path.join(newer, "2_new", "migration.sql"), "create table new (id int)");
    await deployMigrations(url, newer).finally(() => rmSync(newer, { recursive: true }));
    const refusal = await refusalOf(deployMigrations(url, folder));
    expect([refusal.code, refusal.subject]).toEqual(["database-is-newer", "2_new"]);
  });

  it("names a migration that was edited after it was applied", async () => {
    addMigration("1_first", "create table first (id int)");
    await deployMigrations(url, folder);
    writeFileSync(path.join(folder, "1_first", "migration.sql"), "create table first (id bigint)");
    expect(await deployMigrations(url, folder)).toEqual({ applied: [], isUpdate: false, edited: ["1_first"] });
  });
});

describe("the migrations of the studio", () => {
  it("make exactly what the schema says", async () => {
    expect(await diffMigrationsToSchema(adminUrl)).toBeNull();
  });

  it("keep a generation from being forgotten", async () => {
    await deployMigrations(url);
    const constraints = await rowsOf("select conname from pg_constraint where conname = 'generations_next_action_check'");
    expect(constraints).toHaveLength(1);
  });
});

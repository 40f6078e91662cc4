/**
 * Importing this file gives the test file a database of its own: a copy of the migrated template, dropped when
 * the file is done. `db` and every use case under test talk to it, because it is set as DATABASE_URL.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll } from "vitest";
import { db, disconnectDb } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { stopEvents } from "@/lib/platform/events/live-events";
import { stopSending } from "@/lib/platform/jobs/queue";

export { db };

const TEMPLATE = "dailies_template";

// These tests create, fill and drop databases: on any other host that would be somebody's real one.
const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

function adminUrl(): URL {
  const text = process.env.TEST_DATABASE_ADMIN_URL;
  if (!text) throw new Error("TEST_DATABASE_ADMIN_URL is not set: database tests run through `npm test`, which starts a server for them.");
  const url = new URL(text);
  if (!LOCAL_HOSTS.has(url.hostname)) throw new Error(`Database tests run on this machine only, not on ${url.hostname}.`);
  return url;
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl().href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const name = `dailies_test_${process.pid}_${randomBytes(4).toString("hex")}`;
await asAdmin(`create database "${name}" template "${TEMPLATE}"`);
const dataDir = await mkdtemp(path.join(tmpdir(), "dailies-test-"));

const url = adminUrl();
url.pathname = `/${name}`;

/** The address of this file's own database, for tests that open connections of their own. */
export const databaseUrl = url.href;

Object.assign(process.env, {
  DATABASE_URL: databaseUrl,
  DATA_DIR: dataDir,
  AUTH_SECRET: process.env.AUTH_SECRET ?? "a-secret-for-tests-and-nothing-else",
  LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
});
forgetEnv();

/**
 * Empties every table of ours; the queue and the record of migrations stay. To delete a few rows is a tenth of the work of
 * TRUNCATE, which makes new files for every table and index; where there were many, those files are what is wanted.
 */
export async function truncateAll(): Promise<void> {
  await db.$executeRaw`
    DO $$
    DECLARE one record;
    BEGIN
      SET LOCAL session_replication_role = replica;
      FOR one IN SELECT oid::regclass AS name, pg_relation_size(oid) AS bytes FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations' LOOP
        IF one.bytes > 1000000 THEN EXECUTE format('TRUNCATE %s RESTART IDENTITY CASCADE', one.name);
        ELSIF one.bytes > 0 THEN EXECUTE format('DELETE FROM %s', one.name);
        END IF;
      END LOOP;
      PERFORM setval(oid::regclass, seqstart, false) FROM pg_class JOIN pg_sequence ON seqrelid = oid WHERE relnamespace = 'public'::regnamespace;
    END $$`;
}

afterAll(async () => {
  await stopEvents();
  await stopSending();
  await disconnectDb();
  // FORCE, because a connection that a test left behind must not keep the database alive.
  await asAdmin(`drop database if exists "${name}" with (force)`);
  await rm(dataDir, { recursive: true, force: true });
});

import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openOutsidePostgres } from "@/e2e/scale/outside-postgres";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { withClient } from "@/lib/platform/db/with-client";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";

/** The migrated database that every test worker copies. */
export const TEMPLATE_DATABASE = "dailies_template";

/**
 * Runs once before the database tests: a server of their own in a temporary folder, never a person's database. For another
 * version of Postgres TEST_POSTGRES names the folder of its programs (`/usr/lib/postgresql/15/bin`).
 * The workers find it by TEST_DATABASE_ADMIN_URL.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const programs = process.env.TEST_POSTGRES;
  if (programs) return useOther(programs);
  const folder = await mkdtemp(path.join(tmpdir(), "dailies-test-"));
  // Passable for the user that Postgres runs as; otherwise root's files would lie outside this folder.
  await chmod(folder, 0o711);
  const server = await startEmbeddedPostgres(path.join(folder, "postgres"), {
    database: TEMPLATE_DATABASE,
    // Nothing here outlives the run, so nothing needs to reach the disk.
    settings: { fsync: "off", full_page_writes: "off", synchronous_commit: "off", max_connections: "200" },
  });
  await deployMigrations(server.url);
  process.env.TEST_DATABASE_ADMIN_URL = server.adminUrl;
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function useOther(programs: string): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "dailies-test-"));
  await chmod(folder, 0o711);
  const server = await openOutsidePostgres(programs, path.join(folder, "postgres"), "-c fsync=off -c max_connections=200");
  await withClient(server.url, (client) => client.query(`create database ${TEMPLATE_DATABASE}`));
  await deployMigrations(server.url.replace(/postgres$/, TEMPLATE_DATABASE));
  process.env.TEST_DATABASE_ADMIN_URL = server.url;
  return async () => {
    server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

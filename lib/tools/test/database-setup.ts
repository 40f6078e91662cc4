import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";

/** The migrated database that every test worker copies. */
export const TEMPLATE_DATABASE = "dailies_template";

/**
 * Runs once before the database tests: a server of their own in a temporary folder, never a person's database.
 * The workers find it by TEST_DATABASE_ADMIN_URL.
 */
export default async function setup(): Promise<() => Promise<void>> {
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

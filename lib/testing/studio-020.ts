/**
 * A small studio that version 0.2.0 made with its own emulator, as its own `npm run backup` wrote it: five clips that are ready (one
 * with a last frame, one deleted, one found in the tray), a failed and a refused one, three uploads that were used, one that was never
 * finished and one that was refused, and three entries of the tray: waiting, saved, assigned. Import lib/testing/database.ts as well.
 */
import { cp } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { loadTables } from "@/lib/backup/load-database";
import { type Manifest, readManifest } from "@/lib/backup/manifest";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { getEnv } from "@/lib/platform/env";

export const STUDIO_020 = path.join("lib", "testing", "fixtures", "studio-0.2.0");
/** Its owner, for tests that sign in. */
export const OWNER_020 = { email: "owner@example.com", password: "a long password of an owner" };

/**
 * Puts it in place of what the test file's own database and data folder hold. Call it before anything asks the database.
 * @param options.upgrade false: leaves the tables as 0.2.0 had them; `deployMigrations(databaseUrl)` is the update then
 */
export async function loadStudio020(databaseUrl: string, { upgrade = true }: { upgrade?: boolean } = {}): Promise<Manifest> {
  const manifest = await readManifest(STUDIO_020);
  await cp(path.join(STUDIO_020, "files"), getEnv().dataDir, { recursive: true });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("drop schema public cascade");
    await client.query("create schema public");
    await deployMigrations(databaseUrl, undefined, manifest.migrations);
    await client.query("begin");
    await loadTables(client, STUDIO_020, manifest);
    await client.query("commit");
  } finally {
    await client.end();
  }
  if (upgrade) await deployMigrations(databaseUrl);
  return manifest;
}

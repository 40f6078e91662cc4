import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";
import { failures } from "../terminal/failures";
import { diffMigrationsToSchema } from "@/lib/tools/migration/engine";
import { listMigrations, migrationName, writeMigration } from "@/lib/tools/migration/files";
import { say } from "../terminal/output";
import { runCommand } from "../terminal/run-command";

const USAGE = `npm run migration -- "add share links"   write the migration that a change of prisma/schema.prisma needs
npm run migration -- --check             say whether migrations and schema agree`;

/** `npm run migration`: authoring, on a scratch server of its own; the studio's data is not touched. */
await runCommand(async ([words, ...rest]) => {
  if (!words || rest.length > 0 || words === "--help") throw failures.usage(USAGE);
  const folder = mkdtempSync(path.join(tmpdir(), "dailies-migration-"));
  // Passable for the user that Postgres runs as; otherwise root's files would lie outside this folder.
  chmodSync(folder, 0o711);
  const server = await startEmbeddedPostgres(path.join(folder, "postgres"), { settings: { fsync: "off" } });
  try {
    const sql = await diffMigrationsToSchema(server.adminUrl);
    if (sql === null) {
      say(`The migrations (${listMigrations().length}) make what the schema says: nothing to do.`);
      return 0;
    }
    if (words === "--check") {
      say(`The schema asks for more than the migrations make:\n\n${sql}`);
      return 1;
    }
    const file = writeMigration(migrationName(new Date(), words), sql);
    say(`Wrote ${file}. Read it before you commit it; it is applied at the next start.`);
    return 0;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

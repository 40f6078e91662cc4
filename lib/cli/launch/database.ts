import path from "node:path";
import { deployMigrations, type MigrationOutcome } from "@/lib/platform/db/migrate";
import { withClient } from "@/lib/platform/db/with-client";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";
import { checkPooler, hasPooler, POOL_SESSION } from "@/lib/platform/db/check-pooler";
import { explainDatabase, failures } from "../terminal/failures";
import { keepRunning } from "./keep-running";
import { complain, paints, step } from "../terminal/output";
import type { StudioSettings } from "./settings";

export interface StudioDatabase {
  url: string;
  /** For the eyes: where it is, without the password. */
  where: string;
  stop: () => Promise<void>;
}

/** Starts the embedded server, or turns to the configured one, and brings the tables up to date. */
export async function openDatabase(settings: StudioSettings): Promise<StudioDatabase> {
  const external = settings.externalDatabaseUrl;
  const pool = settings.env.databasePoolUrl;
  if (external === null && pool !== undefined) throw failures.poolWithoutServer();
  const database = external === null ? await openEmbedded(settings.env.dataDir) : describeExternal(external);
  try {
    if (external !== null) await refusePooler(external, pool);
    const outcome = await step("Applying migrations", () => deployMigrations(database.url), describeMigrations);
    for (const name of outcome.edited)
      complain(paints.yellow(`  The migration ${name} was edited after it was applied here; its new text has no effect.`));
  } catch (error) {
    await database.stop();
    throw external === null ? error : explainDatabase(error, external);
  }
  return database;
}

/** Before the first lock is taken: it would be held by a session that somebody else is given next. @throws CliFailure */
async function refusePooler(external: string, pool: string | undefined): Promise<void> {
  if (await hasPooler(external)) throw failures.poolerForServer(describeExternal(external).where);
  if (pool === undefined) return;
  const state = await checkPooler(pool, external).catch((error: unknown) => {
    throw explainDatabase(error, pool);
  });
  if (state === "another-server") throw failures.poolElsewhere();
  if (state === "unbounded") throw failures.poolUnbounded(POOL_SESSION);
}

/**
 * The database as it is, without touching its tables: for a backup, which may be wanted right before an update. An
 * embedded server that is started for this stays when a studio has joined it meanwhile.
 */
export async function reachDatabase(settings: StudioSettings): Promise<StudioDatabase> {
  if (settings.externalDatabaseUrl !== null) return describeExternal(settings.externalDatabaseUrl);
  const database = await openEmbedded(settings.env.dataDir);
  return { ...database, stop: async () => ((await isShared(database.url)) ? undefined : database.stop()) };
}

async function isShared(url: string): Promise<boolean> {
  const others =
    "select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'";
  const to = { connectionString: url, connectionTimeoutMillis: 5_000 };
  return withClient(to, async (client) => ((await client.query(others)).rowCount ?? 0) > 0);
}

async function openEmbedded(dataDir: string): Promise<StudioDatabase> {
  const folder = path.join(dataDir, "postgres");
  const server = await step(
    "Starting Postgres",
    () => startEmbeddedPostgres(folder),
    ({ port, adopted, files }) => {
      const elsewhere = path.resolve(files).startsWith(path.resolve(dataDir))
        ? ""
        : `, its files in ${files} because ${dataDir} is open to root alone`;
      return `Postgres ${adopted ? "was running already" : "runs"} on port ${port}${elsewhere}`;
    },
  );
  const watch = keepRunning(server, () => startEmbeddedPostgres(folder), {
    onDeath: () => complain(paints.red("Postgres ended although nobody asked it to; it starts again.")),
    onReturn: () => complain("Postgres runs again."),
  });
  return { url: server.url, where: `embedded, port ${server.port}`, stop: watch.stop };
}

function describeExternal(url: string): StudioDatabase {
  const { hostname, port, pathname } = new URL(url);
  return { url, where: `${hostname}:${port || "5432"}${pathname}`, stop: () => Promise.resolve() };
}

function describeMigrations({ applied, isUpdate }: MigrationOutcome): string {
  if (applied.length === 0) return "The database is up to date";
  const what = `Applied ${applied.length} ${applied.length === 1 ? "migration" : "migrations"}`;
  return isUpdate ? `${what}; from now on only this version or a newer one can use this data` : what;
}

import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import type { Actor } from "@/lib/access/callers/actor";
import { ROOT } from "@/lib/cli/launch/child-process";
import { describeConnection } from "@/lib/connections/connection";
import { deployMigrations, MigrationError } from "@/lib/platform/db/migrate";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { fillWithClips } from "@/lib/testing/many-clips";
import { useDatabase } from "./studio-kit";

interface Filling {
  name: string;
  clips: number;
  eventsPerClip: number;
}

const MILLION: Filling = { name: "million", clips: 1_000_000, eventsPerClip: 10 };
const HUNDRED_THOUSAND: Filling = { name: "hundred-thousand", clips: 100_000, eventsPerClip: 2 };

/** A studio with very many clips and their events in one project. It takes minutes to make, and so it is kept. */
export interface FilledStudio {
  dataDir: string;
  actor: Actor;
  team: string;
  project: { id: string; slug: string };
}

/** What the kept folder was made from, and where its own rows end: whatever is newer was added by a run. */
interface Made extends FilledStudio {
  madeFrom: string;
  newestEvent: string;
  newestSpend: string;
  at: string;
}

/** A database beside it on the same server, for a studio without any clip; each run has a new one. */
export const EMPTY_DATABASE = "without_clips";

/** Another way to fill it makes it anew. */
const digestOf = ({ clips, eventsPerClip }: Filling): string =>
  createHash("sha256")
    .update(`${clips} ${eventsPerClip}`)
    .update(readFileSync(path.join(ROOT, "lib", "testing", "many-clips.ts")))
    .digest("hex");

export const provideMillion = (say: (line: string) => void): Promise<FilledStudio> => provide(MILLION, say);
export const provideHundredThousand = (say: (line: string) => void): Promise<FilledStudio> => provide(HUNDRED_THOUSAND, say);

/**
 * The folder, made when it is not there or does not fit any more, and without what an earlier run left in it. Migrations that
 * came since are applied, as in any studio.
 */
async function provide(filling: Filling, say: (line: string) => void): Promise<FilledStudio> {
  const madeFrom = digestOf(filling);
  const folder = path.join(ROOT, ".runtime", "bench", filling.name);
  const note = path.join(folder, "made.json");
  const known = existsSync(note) ? (JSON.parse(readFileSync(note, "utf8")) as Made) : null;
  if (known?.madeFrom === madeFrom && (await takeBack(known))) return known;
  say(`making ${filling.clips} clips in ${folder}, once; it takes some minutes`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // As the studio itself makes it: passable for the user that Postgres runs as.
  chmodSync(folder, 0o711);
  const made: Made = { ...(await fill(folder, filling)), madeFrom };
  writeFileSync(note, JSON.stringify(made));
  return made;
}

async function fill(folder: string, { clips, eventsPerClip }: Filling): Promise<Omit<Made, "madeFrom">> {
  const server = await startEmbeddedPostgres(path.join(folder, "postgres"), {
    // Nothing is lost if this dies: the note is written at the end.
    settings: { fsync: "off", full_page_writes: "off", max_wal_size: "8GB", maintenance_work_mem: "512MB", autovacuum: "off" },
  });
  try {
    await deployMigrations(server.url);
    await useDatabase(server.url, folder);
    const actor = await makeMember("owner");
    const project = await makeProject({ teamId: actor.teamId });
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    // Twenty million checks of foreign keys would take longer than the rows themselves.
    await client.query("SET session_replication_role = replica");
    const { account } = await describeConnection(null);
    const { teamId, userId } = actor;
    const restoreIndexes = await dropIndexes(client);
    await fillWithClips(client, { teamId, projectId: project.id, userId, account, clips, eventsPerClip });
    await restoreIndexes();
    const { rows } = await client.query<Pick<Made, "newestEvent" | "newestSpend" | "at" | "team">>(
      `SELECT (SELECT max(id) FROM generation_events)::text AS "newestEvent", coalesce((SELECT max(id) FROM spend), 0)::text AS "newestSpend",
         now()::text AS at, (SELECT slug FROM teams WHERE id = $1) AS team`,
      [teamId],
    );
    await client.end();
    return { ...rows[0]!, dataDir: folder, actor, project: { id: project.id, slug: project.slug } };
  } finally {
    await useDatabase(null);
    await server.stop();
  }
}

/** Takes away what only makes reading fast: to build it once at the end is many times faster. @returns what puts it back */
async function dropIndexes(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE NOT indisunique AND relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return async () => {
    for (const { definition } of rows) await client.query(definition);
    await client.query("ANALYZE");
  };
}

/** @returns false where it is of another line of migrations */
async function takeBack({ dataDir, newestEvent, newestSpend, at, project }: Made): Promise<boolean> {
  const server = await startEmbeddedPostgres(path.join(dataDir, "postgres"));
  const client = new pg.Client({ connectionString: server.url });
  try {
    await deployMigrations(server.url);
    await client.connect();
    await client.query("DELETE FROM spend WHERE id > $1", [newestSpend]);
    await client.query("DELETE FROM generations WHERE project_id = $1 AND created_at > $2", [project.id, at]);
    await client.query("DELETE FROM generation_events WHERE id > $1", [newestEvent]);
    await client.query("DROP SCHEMA IF EXISTS pgboss CASCADE");
    await client.query(`DROP DATABASE IF EXISTS ${EMPTY_DATABASE} WITH (FORCE)`);
    await client.query("SELECT pg_stat_reset()");
    return true;
  } catch (error) {
    if (error instanceof MigrationError) return false;
    throw error;
  } finally {
    await client.end();
    await server.stop();
  }
}

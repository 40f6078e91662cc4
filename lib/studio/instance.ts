import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { LAST_ATTEMPT_FILE } from "@/lib/generations/sending/last-attempt";
import { withClient } from "@/lib/platform/db/with-client";
import { provideInstanceId, readInstanceId, writeInstanceId } from "@/lib/platform/instance";
import { hashSecret } from "@/lib/shared/secrets";
import { readSpokenCode } from "@/lib/shared/spoken-code";

/** `joined`: one more machine of a studio that has nothing to lose yet. `held`: nothing is sent until somebody has looked. */
export type InstanceState = "new" | "known" | "joined" | "held";
export type HoldReason = "instance-mismatch" | "restored";

/** A start that is refused, because it would harm the studio that uses this database. */
export class InstanceError extends Error {
  readonly code: "other-folder" | "not-joined" | "wrong-join-code" | "join-local" | "join-foreign";

  constructor(code: InstanceError["code"]) {
    super(code);
    this.name = "InstanceError";
    this.code = code;
  }
}

/** Another folder may be about to start its studio for the first time: it builds for a minute before its worker lives. */
const FIRST_START = "10 minutes";
/** A worker gives a sign of life every five seconds. */
const LIFE_MS = 12_000;

/**
 * Compares who the database says we are with who the data folder says we are. A copy of either, started beside the
 * original, would buy everything that waits a second time. A folder that does not belong to a used database therefore
 * puts it on hold, and where the studio that it belongs to is running, the folder is refused instead: a machine is
 * added by a word (`joinInstance`), never by an empty folder.
 *
 * @param sharesFiles files lie in a common bucket, so that several folders may belong to one studio
 * @throws InstanceError other-folder, not-joined
 */
export async function checkInstance(databaseUrl: string, dataDir: string, sharesFiles: boolean): Promise<InstanceState> {
  const cameEmpty = readInstanceId(dataDir) === null;
  return withClient(databaseUrl, async (client) => {
    if (await isFirstStart(client, dataDir)) return "new";
    const instance = await readInstance(client);
    // After the row: whoever started in this folder at the same time has written its id before the row.
    const folderId = readInstanceId(dataDir);
    const isFormer = sharesFiles && folderId !== null && instance.former_ids.includes(folderId);
    if (folderId === instance.instance_id || isFormer) {
      if (await isOlderThanFolder(client, dataDir, instance.released_at)) return hold(client, "restored");
      // A release on another machine counts here too.
      if (isFormer && !instance.is_held) await writeInstanceId(dataDir, instance.instance_id);
      return "known";
    }
    if (!instance.is_held && !(await isUsed(client))) {
      if (!sharesFiles) return settleHere(client, dataDir);
      if (cameEmpty) {
        await writeInstanceId(dataDir, instance.instance_id);
        return "joined";
      }
    }
    if (!instance.is_held && (await isAlive(client))) throw new InstanceError(sharesFiles ? "not-joined" : "other-folder");
    return hold(client, "instance-mismatch", provideInstanceId(dataDir));
  });
}

/**
 * Makes this data folder one of the studio's machines, on the word of its operator: the code that the queue page of
 * the running studio shows. It is made when it is shown and good for a while, so that an older copy has none.
 *
 * @returns whether it belonged to it already
 * @throws InstanceError wrong-join-code, join-local, join-foreign
 */
export async function joinInstance(databaseUrl: string, dataDir: string, sharesFiles: boolean, typed: string): Promise<"joined" | "known"> {
  if (!sharesFiles) throw new InstanceError("join-local");
  const folderId = readInstanceId(dataDir);
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ instance_id: string; former_ids: string[] }>(
      `update instances set join_code_hash = null, join_code_until = null
       where id = 1 and join_code_hash = $1 and join_code_until > now() returning instance_id, former_ids`,
      [hashSecret(readSpokenCode(typed))],
    );
    const [instance] = rows;
    if (!instance) throw new InstanceError("wrong-join-code");
    if (folderId !== null && [instance.instance_id, ...instance.former_ids].includes(folderId)) return "known";
    if (folderId !== null) throw new InstanceError("join-foreign");
    await writeInstanceId(dataDir, instance.instance_id);
    return "joined";
  });
}

/** Whether nothing is sent: set just now, at an earlier start, or by a restore. */
export const isOnHold = (databaseUrl: string): Promise<boolean> =>
  withClient(databaseUrl, async (client) => (await readInstance(client)).is_held);

interface InstanceRow {
  instance_id: string;
  former_ids: string[];
  is_held: boolean;
  released_at: Date | null;
}

async function readInstance(client: pg.Client): Promise<InstanceRow> {
  const { rows } = await client.query<InstanceRow>(
    "select instance_id, former_ids, hold_reason is not null as is_held, released_at from instances where id = 1",
  );
  return rows[0]!;
}

async function isFirstStart(client: pg.Client, dataDir: string): Promise<boolean> {
  const known = await client.query("select 1 from instances where id = 1");
  if (known.rowCount) return false;
  const made = await client.query("insert into instances (id, instance_id) values (1, $1) on conflict (id) do nothing", [
    provideInstanceId(dataDir),
  ]);
  return made.rowCount === 1;
}

/** @param folderId a folder that belongs to this studio as soon as somebody releases the hold */
async function hold(client: pg.Client, reason: HoldReason, folderId: string | null = null): Promise<"held"> {
  await client.query(
    `update instances set hold_reason = coalesce(hold_reason, $1), hold_since = coalesce(hold_since, now()),
       former_ids = case when $2::uuid is null or $2 = any (former_ids) then former_ids else former_ids || $2::uuid end
     where id = 1`,
    [reason, folderId],
  );
  return "held";
}

/** The folder remembers an attempt that this database has never heard of: it is a backup from before. */
async function isOlderThanFolder(client: pg.Client, dataDir: string, releasedAt: Date | null): Promise<boolean> {
  const file = path.join(dataDir, LAST_ATTEMPT_FILE);
  if (!existsSync(file)) return false;
  const last = readFileSync(file, "utf8").trim();
  // Ids are made in the order of time, so one that is newer is as good as this very one.
  if (!/^[0-9a-f-]{36}$/.test(last)) return false;
  // What is older than the last release was settled by it, on whichever machine somebody said so.
  if (releasedAt && parseInt(last.replaceAll("-", "").slice(0, 12), 16) < releasedAt.getTime()) return false;
  const { rows } = await client.query<{ known: boolean }>("select exists (select 1 from attempts where id >= $1::uuid) as known", [last]);
  return rows[0]?.known === false;
}

/** Whether there is something to buy twice, or files that somebody would miss. */
async function isUsed(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ used: boolean }>(
    "select exists (select 1 from generations) or exists (select 1 from assets) as used",
  );
  return rows[0]?.used === true;
}

/**
 * Files lie in one folder, so a second folder would miss those of the first. A database that nobody has used yet takes
 * another one, but not while a first start may be under way elsewhere.
 */
async function settleHere(client: pg.Client, dataDir: string): Promise<"new"> {
  if (await isAlive(client)) throw new InstanceError("other-folder");
  const folderId = readInstanceId(dataDir) ?? randomUUID();
  const { rowCount } = await client.query(
    `update instances set instance_id = $1, created_at = now() where id = 1 and created_at < now() - interval '${FIRST_START}'`,
    [folderId],
  );
  if (!rowCount) throw new InstanceError("other-folder");
  await writeInstanceId(dataDir, folderId);
  return "new";
}

/** Whether a worker lives on this very database: a copy has the original's signs of life, but no new ones come. */
async function isAlive(client: pg.Client): Promise<boolean> {
  const newest = async (): Promise<string | null> => {
    const { rows } = await client.query<{ seen: string | null }>(
      "select max(seen_at)::text as seen from worker_heartbeats where seen_at > now() - interval '30 seconds'",
    );
    return rows[0]?.seen ?? null;
  };
  const first = await newest();
  for (let waited = 0; first !== null && waited < LIFE_MS; waited += 500) {
    await wait(500);
    const next = await newest();
    if (next !== null && next !== first) return true;
  }
  return false;
}

/** The same for who asks once. */
export const isWorkerAlive = (databaseUrl: string): Promise<boolean> => withClient(databaseUrl, isAlive);

import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { withClient } from "../db/with-client";
import { LockBusyError, withLock } from "../processes/lock";
import { identify, isSameProcessAlive } from "../processes/process-identity";
import { syncFolder } from "../storage/sync";
import { findBinaries, POSTGRES_MAJOR } from "./binaries";
import { adminUrl, findRunningServer, readState, type Cluster, writeState } from "./cluster";
import { EmbeddedPostgresError } from "./errors";
import { locateFiles } from "./location";
import { chooseServerUser, type ServerUser } from "./server-user";
import { DATABASE, startServer } from "./start-embedded-postgres";
import { stopServer } from "./stop-server";
import { upgradeFolder, type Verified } from "./upgrade-state";

export interface UpgradeOptions<T> {
  /** The folder with `bin/postgres` of the version that made the data, given that version. */
  oldBinaries: (major: string, base: string, user: ServerUser | null) => Promise<string> | string;
  /** Copies the database from the one address to the other, and throws where the copy is not the same. */
  copy: (from: string, to: string) => Promise<T>;
  /** Also where the data is of our own version already. */
  isForced?: boolean;
}

export type UpgradeOutcome<T> =
  | { outcome: "no-database" }
  | { outcome: "nothing-to-do" }
  /** `copied` is null where an earlier run had copied and verified everything, and was cut off before it was put in place. */
  | { outcome: "upgraded"; from: string; kept: string; copied: T | null };

/** A copy is about as large as what it was made from, and half as much again lies in its log until it is checkpointed. */
const ROOM_FACTOR = 1.5;

/**
 * Brings the data of a studio that does not run to the version of Postgres that we carry: a new cluster is made beside the
 * old one and filled from it, and takes its place once it was verified. The old one stays. Cut off at any point it goes on, or
 * begins anew, when it is called again; until the very end the old data is in its place and unchanged.
 */
export async function upgradeCluster<T>(folder: string, options: UpgradeOptions<T>): Promise<UpgradeOutcome<T>> {
  if (!existsSync(folder)) return { outcome: "no-database" };
  const user = chooseServerUser(folder);
  const base = locateFiles(folder, user);
  try {
    return await withLock(path.join(base, "starting.lock"), {
      isDone: () => Promise.resolve(null),
      work: () => upgrade(base, user, options),
      patienceMs: 0,
    });
  } catch (error) {
    if (error instanceof LockBusyError) throw new EmbeddedPostgresError("in-use", folder, "", error);
    throw error;
  }
}

async function upgrade<T>(
  base: string,
  user: ServerUser | null,
  { oldBinaries, copy, isForced = false }: UpgradeOptions<T>,
): Promise<UpgradeOutcome<T>> {
  const at = upgradeFolder(base);
  const done = at.readVerified();
  if (done) return { outcome: "upgraded", from: done.from, kept: await putInPlace(base, done), copied: null };

  const data = path.join(base, "data");
  const versionFile = path.join(data, "PG_VERSION");
  const state = existsSync(versionFile) ? readState({ base, data, native: "", user }) : null;
  if (!state) return { outcome: "no-database" };
  const { owner, ...ownerless } = state;
  if (owner && owner.pid !== process.pid && isSameProcessAlive(owner)) throw new EmbeddedPostgresError("in-use", base);
  const from = readFileSync(versionFile, "utf8").trim();
  if (from === POSTGRES_MAJOR && !isForced) return { outcome: "nothing-to-do" };
  const old: Cluster = { base, data, native: await oldBinaries(from, base, user), user, major: from };
  const next: Cluster = { base: at.folder, data: path.join(at.folder, "data"), native: findBinaries(base, user), user };

  // Servers that a run before this one left when it was killed.
  for (const cluster of [old, next]) await stopIfRunning(cluster);
  rmSync(at.folder, { recursive: true, force: true });
  await demandRoom(base, data);
  mkdirSync(at.folder);
  // The server's user passes through.
  chmodSync(at.folder, 0o711);
  writeFileSync(at.owner, JSON.stringify(identify(process.pid)));

  try {
    const source = await startServer(old, { default_transaction_read_only: "on" });
    const target = await startServer(next, {});
    const urlOf = (state: typeof source.state): string => adminUrl(state).replace(/postgres$/, DATABASE);
    await withClient(adminUrl(target.state), (client) => client.query(`create database ${DATABASE}`));
    const copied = await copy(urlOf(source.state), urlOf(target.state));
    // The state beside the old data is that of the new data from the moment on that it lies there.
    await withClient(adminUrl(target.state), (client) =>
      client.query(`alter role postgres password ${client.escapeLiteral(state.password)}`),
    );
    for (const cluster of [old, next]) await stopIfRunning(cluster);
    const verified: Verified = { from, kept: `data-${from}-${new Date().toISOString().replace(/\W/g, "")}` };
    await at.writeVerified(verified);
    return { outcome: "upgraded", from, kept: await putInPlace(base, verified), copied };
  } catch (error) {
    for (const cluster of [old, next]) await stopIfRunning(cluster).catch(() => undefined);
    if (!at.readVerified()) rmSync(at.folder, { recursive: true, force: true });
    throw error;
  } finally {
    // Nobody looks after a server here any more.
    writeState(old, ownerless);
  }
}

/** The last step, which can be taken again from wherever it was cut off. @returns where the old data lies */
async function putInPlace(base: string, { kept }: Verified): Promise<string> {
  const at = upgradeFolder(base);
  const [data, aside, made] = [path.join(base, "data"), path.join(base, kept), path.join(at.folder, "data")];
  if (existsSync(made)) {
    if (!existsSync(aside)) renameSync(data, aside);
    renameSync(made, data);
    await syncFolder(base);
  }
  rmSync(at.folder, { recursive: true, force: true });
  return aside;
}

async function stopIfRunning(cluster: Cluster): Promise<void> {
  const running = findRunningServer(cluster);
  if (running) await stopServer(cluster, running.pid);
}

async function demandRoom(base: string, data: string): Promise<void> {
  const { bavail, bsize } = statfsSync(base);
  const needed = Math.ceil((await sizeOf(data)) * ROOM_FACTOR);
  if (bavail * bsize < needed) throw new EmbeddedPostgresError("no-room", base, `${Math.ceil(needed / 1e6)} MB`);
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += (await stat(path.join(entry.parentPath, entry.name))).size;
  return bytes;
}

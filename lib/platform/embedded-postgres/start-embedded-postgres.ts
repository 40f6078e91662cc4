import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, fchmodSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { withClient } from "../db/with-client";
import { findBinaries } from "./binaries";
import {
  adminUrl,
  answers,
  findRunningServer,
  initialise,
  readState,
  refusal,
  serverEnvironment,
  writeState,
  type Cluster,
  type ClusterState,
} from "./cluster";
import { asEmbeddedPostgresError, EmbeddedPostgresError } from "./errors";
import { locateFiles } from "./location";
import { findFreePort, isPortFree } from "../processes/ports";
import { identify, isSameProcessAlive } from "../processes/process-identity";
import { chooseServerUser } from "./server-user";
import { LockBusyError, withLock } from "../processes/lock";
import { stopServer } from "./stop-server";
import { refuseDuringUpgrade } from "./upgrade-state";

export interface EmbeddedPostgres {
  /** Connection string of the database asked for, over TCP on loopback. */
  url: string;
  /** The same for the maintenance database, for making and dropping others. */
  adminUrl: string;
  pid: number;
  port: number;
  /** It ran already: left behind by a process that died, or shared with one that lives. */
  adopted: boolean;
  /** Where its files lie; differs from the folder asked for only for root below a closed directory. */
  files: string;
  /** Stops the server in an orderly way, unless another living process owns it. */
  stop: () => Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made on the first start. */
  database?: string;
  /** Server settings for this run, such as `fsync: "off"` where nothing needs to survive. */
  settings?: Record<string, string>;
}

/** The studio's own. */
export const DATABASE = "dailies";

/** 60 s: a crash recovery replays at most `max_wal_size`, 1 GB, which takes far less on any disk in use. */
const START_TIMEOUT_MS = 60_000;

/**
 * Starts the Postgres server of `folder`, or joins the one that already runs there. Safe to call from several
 * processes at once: one starts, the others join.
 */
export async function startEmbeddedPostgres(folder: string, options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
  const { database = DATABASE, settings = {} } = options;
  try {
    const user = chooseServerUser(folder);
    const base = locateFiles(folder, user);
    const cluster: Cluster = { base, data: path.join(base, "data"), native: findBinaries(base, user), user };
    refuseDuringUpgrade(base);
    const running = await withLock<Running>(path.join(base, "starting.lock"), {
      isDone: () => join(cluster),
      work: async () => (await join(cluster)) ?? (await startServer(cluster, settings)),
      // As long as another starter may need for a crash recovery.
      patienceMs: 2 * START_TIMEOUT_MS,
    });
    await ensureDatabase(running.state, database);
    return {
      url: adminUrl(running.state).replace(/postgres$/, database),
      adminUrl: adminUrl(running.state),
      pid: running.pid,
      port: running.state.port,
      adopted: running.adopted,
      files: base,
      stop: () => stopIfOwned(cluster, running.pid),
    };
  } catch (error) {
    if (error instanceof LockBusyError) throw new EmbeddedPostgresError("busy", folder, "", error);
    throw asEmbeddedPostgresError(error, folder);
  }
}

interface Running {
  state: ClusterState;
  pid: number;
  adopted: boolean;
}

/** Joins a server that runs on this cluster; becomes its owner if the one that started it is gone. */
async function join(cluster: Cluster): Promise<Running | null> {
  const known = readState(cluster);
  const server = known && findRunningServer(cluster);
  if (!known || !server) return null;
  const state = { ...known, port: server.port ?? known.port };
  // It may be in the middle of starting, or of repairing itself after a crash.
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(cluster, state))) {
    if (!findRunningServer(cluster)) return null;
    if (Date.now() > deadline) throw new EmbeddedPostgresError("did-not-start", cluster.base, `process ${server.pid} does not answer`);
    await wait(150);
  }
  if (!state.owner || !isSameProcessAlive(state.owner)) state.owner = identify(process.pid);
  writeState(cluster, state);
  return { state, pid: server.pid, adopted: true };
}

/** The server of a cluster that does not run, for whoever holds the lock of its folder. */
export async function startServer(cluster: Cluster, settings: Record<string, string>): Promise<Running> {
  const state = await initialise(cluster);
  for (let attempt = 1; ; attempt += 1) {
    if (!(await isPortFree(state.port))) state.port = await findFreePort();
    state.owner = identify(process.pid);
    writeState(cluster, state);
    const logFile = path.join(cluster.base, "postgres.log");
    const logStart = trimLog(logFile);
    const child = launch(cluster, state.port, settings, logFile);
    if (await untilAnswers(cluster, state, child)) return { state, pid: child.pid ?? 0, adopted: false };

    const said = readFileSync(logFile, "utf8").slice(logStart);
    // Somebody took the port between our look and the server's bind.
    if (attempt < 4 && /could not bind|address already in use/i.test(said)) continue;
    throw refusal(cluster, said);
  }
}

function launch(cluster: Cluster, port: number, settings: Record<string, string>, logFile: string): ChildProcess {
  const log = openSync(logFile, "a", 0o600);
  // Of an earlier version it may be open to everybody; it holds what was asked.
  fchmodSync(log, 0o600);
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "100", ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  try {
    const child = spawn(path.join(cluster.native, "bin", "postgres"), ["-D", cluster.data, "-p", String(port), ...flags], {
      ...cluster.user,
      cwd: cluster.base,
      env: serverEnvironment(),
      // A session of its own: Ctrl-C must reach us first, so that the worker can finish before its database goes.
      detached: true,
      stdio: ["ignore", log, log],
    });
    // A binary that cannot be run shows as an exit; what is wrong with it then stands in the log.
    child.on("error", () => undefined);
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

async function untilAnswers(cluster: Cluster, state: ClusterState, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if (await answers(cluster, state)) return true;
    if (Date.now() > deadline) throw new EmbeddedPostgresError("did-not-start", cluster.base, "no answer within a minute");
    await wait(50);
  }
  return false;
}

/** Starts a new log when the old one has grown; returns where this run's lines begin. */
function trimLog(file: string): number {
  try {
    const { size } = statSync(file);
    if (size < 20_000_000) return size;
    rmSync(file);
  } catch {
    // There is none yet.
  }
  return 0;
}

async function ensureDatabase(state: ClusterState, database: string): Promise<void> {
  await withClient(adminUrl(state), async (client) => {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
  }).catch((error: unknown) => {
    // 42P04 and 23505: another starter made it at the same moment.
    const code = error instanceof pg.DatabaseError ? error.code : undefined;
    if (code !== "42P04" && code !== "23505") throw error;
  });
}

async function stopIfOwned(cluster: Cluster, pid: number): Promise<void> {
  const owner = readState(cluster)?.owner;
  if (owner && owner.pid !== process.pid && isSameProcessAlive(owner)) return;
  if (findRunningServer(cluster)?.pid !== pid) return;
  await stopServer(cluster, pid);
}

import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { POSTGRES_MAJOR } from "./binaries";
import { EmbeddedPostgresError } from "./errors";
import { findFreePort } from "../processes/ports";
import { commandLineOf, isPidAlive, type ProcessIdentity } from "../processes/process-identity";
import type { ServerUser } from "./server-user";

/** A data directory and what is needed to reach its server. */
export interface Cluster {
  base: string;
  data: string;
  native: string;
  user: ServerUser | null;
  /** Of which version its data and its binaries are; ours unless told. */
  major?: string;
}

/** Kept beside the data directory, readable by its owner alone. */
export interface ClusterState {
  port: number;
  password: string;
  /** The process that started or adopted the server, and therefore stops it. */
  owner?: ProcessIdentity;
}

const stateFile = (cluster: Cluster): string => path.join(cluster.base, "state.json");

export function readState(cluster: Cluster): ClusterState | null {
  if (!existsSync(stateFile(cluster))) return null;
  return JSON.parse(readFileSync(stateFile(cluster), "utf8")) as ClusterState;
}

export function writeState(cluster: Cluster, state: ClusterState): void {
  // Renamed into place: the file holds the only copy of the password.
  const part = `${stateFile(cluster)}.${process.pid}.part`;
  writeFileSync(part, JSON.stringify(state), { mode: 0o600, flush: true });
  renameSync(part, stateFile(cluster));
}

export const adminUrl = (state: ClusterState): string => `postgresql://postgres:${state.password}@127.0.0.1:${state.port}/postgres`;

/** Makes the data directory on the first start. Checks the version of one that is there. */
export async function initialise(cluster: Cluster): Promise<ClusterState> {
  const versionFile = path.join(cluster.data, "PG_VERSION");
  const known = readState(cluster);
  if (known && existsSync(versionFile)) {
    const major = readFileSync(versionFile, "utf8").trim();
    if (major !== (cluster.major ?? POSTGRES_MAJOR)) throw new EmbeddedPostgresError("other-major-version", cluster.base, major);
    return known;
  }
  // The state is written last, so a directory without it is one whose making was cut short: nobody ever used it.
  rmSync(cluster.data, { recursive: true, force: true });
  const state: ClusterState = { port: await findFreePort(), password: randomBytes(24).toString("base64url") };
  mkdirSync(cluster.data, { mode: 0o700 });
  const passwordFile = path.join(cluster.base, "password");
  writeFileSync(passwordFile, `${state.password}\n`, { mode: 0o600 });
  if (cluster.user) {
    chownSync(cluster.data, cluster.user.uid, cluster.user.gid);
    chownSync(passwordFile, cluster.user.uid, cluster.user.gid);
  }
  try {
    const result = spawnSync(
      path.join(cluster.native, "bin", "initdb"),
      // C collation sorts by bytes on every machine alike; the built-in provider still knows upper and lower case of all scripts.
      ["-D", cluster.data, "-U", "postgres", "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8", "--locale=C"].concat([
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions",
      ]),
      { ...cluster.user, cwd: cluster.base, encoding: "utf8", env: serverEnvironment() },
    );
    if (result.status !== 0) throw refusal(cluster, result.stderr || String(result.error ?? ""));
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeState(cluster, state);
  return state;
}

/** A refusal by initdb or postgres, from what they wrote. */
export function refusal(cluster: Cluster, text: string): EmbeddedPostgresError {
  const line =
    text
      .split("\n")
      .findLast((candidate) => /FATAL|PANIC|error|could not/i.test(candidate))
      ?.trim() ?? text.trim();
  if (/no space left|disk quota/i.test(text)) return new EmbeddedPostgresError("disk-full", cluster.base, line);
  if (/permission denied|read-only file system/i.test(text)) return new EmbeddedPostgresError("not-writable", cluster.base, line);
  return new EmbeddedPostgresError("did-not-start", cluster.base, line);
}

/** The server needs none of our environment, least of all PG* settings meant for another server or a provider's key. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: "production",
  PATH: process.env.PATH,
  LANG: "C",
  ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}),
});

/** True if the server at this port is the one of this very data directory, and takes our password. */
export async function answers(cluster: Cluster, state: ClusterState): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl(state), connectionTimeoutMillis: 2000 });
  // A server that goes away while we ask is an answer too; without a listener it would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const result = await client.query<{ data_directory: string }>("show data_directory");
    const directory = result.rows[0]?.data_directory;
    return directory !== undefined && realpathSync(directory) === realpathSync(cluster.data);
  } catch {
    // Refused, another program on the port, another password: none of them is ours.
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export interface RunningServer {
  pid: number;
  port: number | null;
}

/** The live server that postmaster.pid names, or null; a file left behind by a dead one is removed. */
export function findRunningServer(cluster: Cluster): RunningServer | null {
  const file = path.join(cluster.data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const [pidLine = "", , , portLine = ""] = readFileSync(file, "utf8").split("\n");
  const pid = Math.abs(Number(pidLine));
  if (isPidAlive(pid)) {
    // After a reboot or in a new container the number may belong to anybody: only a process that names our directory counts.
    const commandLine = commandLineOf(pid);
    if (commandLine === null || commandLine.includes(cluster.data)) return { pid, port: Number(portLine) || null };
  }
  rmSync(file, { force: true });
  return null;
}

import { statfs } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { listBackups } from "@/lib/backup/keep-newest";
import { readManifest } from "@/lib/backup/manifest";
import { HOSTS, homeOf } from "@/lib/models/hosts";
import { checkServer } from "@/lib/platform/db/check-server";
import { findFfmpeg, majorOf } from "@/lib/platform/ffmpeg/find-ffmpeg";
import { diskMarks } from "@/lib/platform/storage/disk-marks";
import { getStorage } from "@/lib/platform/storage/storage";
import { createProvider } from "@/lib/providers/create-provider";
import type { StudioDatabase } from "../launch/database";
import { tryListen } from "../launch/port";
import type { StudioSettings } from "../launch/settings";
import { formatBytes } from "../terminal/output";

/** What one look found. `remedy` says what to do; only what is well has none. */
export interface Finding {
  state: "ok" | "warning" | "bad";
  says: string;
  remedy?: string;
}

/** What there is to look at. `database` is null where it could not be reached, and `problem` says why. */
export interface Patient {
  settings: StudioSettings;
  database: StudioDatabase | null;
  problem: string | null;
}

export interface Check {
  name: string;
  look: (patient: Patient) => Promise<Finding>;
}

const ok = (says: string): Finding => ({ state: "ok", says });
const warning = (says: string, remedy: string): Finding => ({ state: "warning", says, remedy });
const bad = (says: string, remedy: string): Finding => ({ state: "bad", says, remedy });

/** More, and sessions, links and the list's seven days are judged by a wrong time. */
const CLOCK_SECONDS = 5;
const BACKUP_DAYS = 2;
const TIMEOUT_MS = 10_000;

async function readHealth(url: string): Promise<{ version?: string; status?: string } | null> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "manual" });
    return (await response.json()) as { version?: string };
  } catch {
    // Nobody there, or somebody who is no studio.
    return null;
  }
}

async function lookAtPort({ settings: { env } }: Patient): Promise<Finding> {
  const code = await tryListen(env.port, env.host);
  if (code === null) return ok(`${env.port} is free`);
  if (code !== "EADDRINUSE") return bad(`${env.host}:${env.port} cannot be opened (${code})`, "Choose others with HOST and PORT.");
  const health = await readHealth(`http://127.0.0.1:${env.port}`);
  if (health?.status) return ok(`the studio listens on ${env.port}`);
  return bad(`${env.port} is taken by another program`, "Choose another with PORT, or stop that program.");
}

async function lookAtDisk({ settings: { env } }: Patient): Promise<Finding> {
  const { bavail, blocks, bsize } = await statfs(env.dataDir);
  const [free, marks] = [bavail * bsize, diskMarks(blocks * bsize, env)];
  const says = `${formatBytes(free)} free for ${env.dataDir}`;
  if (free < marks.hardBytes) return bad(says, "Finished clips wait at the provider and are lost with their links: make room now.");
  if (free < marks.softBytes) return warning(says, "Nothing new is taken until there is more room (DISK_SOFT_GIB).");
  return ok(says);
}

async function lookAtDatabase({ settings, database, problem }: Patient): Promise<Finding> {
  if (!database) return bad(problem ?? "cannot be reached", "Mend DATABASE_URL, or start that server.");
  const { dangers, warnings } = await checkServer(database.url);
  const remedy = "Turn these on in the server's settings: without them a clip may be forgotten or paid for twice.";
  if (dangers.length > 0 && settings.env.databaseDurability === "checked") return bad(`${database.where}: ${dangers.join(", ")}`, remedy);
  if (warnings.length > 0)
    return warning(`${database.where}: ${warnings.join(", ")}`, "Checksums find damage early: pg_checksums turns them on.");
  return ok(database.where);
}

async function lookAtClock({ database }: Patient): Promise<Finding> {
  if (!database) return warning("not compared: the database is not there", "Mend the database first.");
  const client = new pg.Client({ connectionString: database.url, connectionTimeoutMillis: TIMEOUT_MS });
  await client.connect();
  try {
    const before = Date.now();
    const { rows } = await client.query<{ now: Date }>("select clock_timestamp() as now");
    const seconds = Math.abs(rows[0]!.now.getTime() - (before + Date.now()) / 2) / 1000;
    if (seconds > CLOCK_SECONDS)
      return bad(`${seconds.toFixed(0)} s from the database's`, "Turn on time synchronisation (timedatectl set-ntp true).");
    return ok("agrees with the database's");
  } finally {
    await client.end();
  }
}

async function lookAtStorage({ settings: { env } }: Patient): Promise<Finding> {
  const { ok: isWell, detail } = await getStorage().check();
  const where = env.storage === "s3" ? `bucket ${env.s3Bucket}` : env.dataDir;
  const remedy = env.storage === "s3" ? "Check the S3_ settings and that the bucket exists." : "Check the disk and who may write there.";
  return isWell ? ok(`${where} can be written and read`) : bad(`${where}: ${detail ?? "cannot be written or read"}`, remedy);
}

async function lookAtFfmpeg(): Promise<Finding> {
  const ffmpeg = await findFfmpeg();
  if (!ffmpeg) return bad("not found", "Install ffmpeg 5 or newer (Debian: apt-get install ffmpeg).");
  const says = `${ffmpeg.version} (${ffmpeg.source === "machine" ? "of this machine" : "came with the studio"})`;
  return ffmpeg.source === "machine" && (majorOf(ffmpeg.version) ?? 0) < 5 ? warning(says, "Install ffmpeg 5 or newer.") : ok(says);
}

async function lookAtProvider({ settings: { env } }: Patient): Promise<Finding> {
  if (!env.powertokensApiKey) return ok("no key in the settings: the emulator answers, or the key typed on the provider page");
  const { host, baseUrl } = homeOf(env);
  const { ok: isWell, checks } = await createProvider({
    host,
    baseUrl,
    assetBaseUrl: env.powertokensAssetBaseUrl ?? baseUrl,
    apiKey: env.powertokensApiKey,
    apiStyle: env.apiStyle,
    fetch,
  }).testConnection();
  if (isWell) return ok(`${HOSTS[host].label} takes the key`);
  const failed = checks.find(({ state }) => state === "failed");
  return bad(
    `${HOSTS[host].label}: ${failed?.failure?.kind ?? "does not answer"} (${failed?.name ?? "connection"})`,
    "The provider page says more, and what to do.",
  );
}

async function lookAtAddress({ settings: { env } }: Patient): Promise<Finding> {
  if (!env.publicUrl) {
    if (/^(127\.|localhost$|::1$)/.test(env.host)) return ok(`only this machine, at http://localhost:${env.port}`);
    return warning("open to the network without https", "Put a proxy with https before it, and set PUBLIC_URL.");
  }
  const health = await readHealth(env.publicUrl);
  if (!health) return bad(`${env.publicUrl} does not lead here`, "Start the studio, and let the proxy hand everything on to it.");
  if (env.publicUrl.startsWith("http://"))
    return warning(`${env.publicUrl} is not encrypted`, "Let the proxy speak https, and change PUBLIC_URL.");
  return ok(`${env.publicUrl} leads here`);
}

async function lookAtBackups({ settings: { env } }: Patient): Promise<Finding> {
  const folder = `${env.dataDir}-backups`;
  const newest = (await listBackups(folder)).at(-1);
  if (!newest) return warning(`none in ${folder}`, "Run npm run backup every night, best to another disk.");
  const { madeAt } = await readManifest(path.join(folder, newest));
  const days = (Date.now() - Date.parse(madeAt)) / 86_400_000;
  const says = `the newest in ${folder} is ${days < 1 ? "less than a day" : `${Math.floor(days)} days`} old`;
  return days > BACKUP_DAYS ? warning(says, "Run npm run backup every night.") : ok(says);
}

/** In the order in which one would look for what is wrong. */
export const CHECKS: readonly Check[] = [
  { name: "Node", look: () => Promise.resolve(ok(process.version)) },
  { name: "Disk", look: lookAtDisk },
  { name: "Port", look: lookAtPort },
  { name: "Database", look: lookAtDatabase },
  { name: "Clock", look: lookAtClock },
  { name: "Storage", look: lookAtStorage },
  { name: "ffmpeg", look: lookAtFfmpeg },
  { name: "Provider", look: lookAtProvider },
  { name: "Address", look: lookAtAddress },
  { name: "Backups", look: lookAtBackups },
];

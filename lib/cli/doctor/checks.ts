import { statfs } from "node:fs/promises";
import path from "node:path";
import { listBackups } from "@/lib/backup/keep-newest";
import { readManifest } from "@/lib/backup/manifest";
import { connectionsInUse, type ConnectionSummary, findConnection, getProvider } from "@/lib/connections/connection";
import { HOSTS } from "@/lib/models/hosts";
import { checkSigner } from "@/lib/files/seal/check-signer";
import { checkServer } from "@/lib/platform/db/check-server";
import { withClient } from "@/lib/platform/db/with-client";
import { SettingsError } from "@/lib/platform/env";
import { findFfmpeg, majorOf } from "@/lib/platform/ffmpeg/find-ffmpeg";
import { readSigner } from "@/lib/platform/signer";
import { diskMarks } from "@/lib/platform/storage/disk-marks";
import { getStorage } from "@/lib/platform/storage/storage";
import { tryListen } from "@/lib/platform/processes/ports";
import type { StudioDatabase } from "../launch/database";
import { readHealth } from "../terminal/health";
import type { StudioSettings } from "../launch/settings";
import { formatBytes } from "@/lib/i18n/format";

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
const SOON_MS = 30 * 86_400_000;

async function lookAtPort({ settings: { env } }: Patient): Promise<Finding> {
  const code = await tryListen(env.port, env.host);
  if (code === null) return ok(`${env.port} is free`);
  if (code !== "EADDRINUSE") return bad(`${env.host}:${env.port} cannot be opened (${code})`, "Choose others with HOST and PORT.");
  if (await readHealth(`http://127.0.0.1:${env.port}`)) return ok(`the studio listens on ${env.port}`);
  return bad(`${env.port} is taken by another program`, "Choose another with PORT, or stop that program.");
}

async function lookAtDisk({ settings: { env } }: Patient): Promise<Finding> {
  const { bavail, blocks, bsize } = await statfs(env.dataDir);
  const [free, marks] = [bavail * bsize, diskMarks(blocks * bsize, env)];
  const says = `${formatBytes("en", free)} free for ${env.dataDir}`;
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
  return withClient({ connectionString: database.url, connectionTimeoutMillis: TIMEOUT_MS }, async (client) => {
    const before = Date.now();
    const { rows } = await client.query<{ now: Date }>("select clock_timestamp() as now");
    const seconds = Math.abs(rows[0]!.now.getTime() - (before + Date.now()) / 2) / 1000;
    if (seconds > CLOCK_SECONDS)
      return bad(`${seconds.toFixed(0)} s from the database's`, "Turn on time synchronisation (timedatectl set-ntp true).");
    return ok("agrees with the database's");
  });
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

/** Every key that somebody sends with: of the settings, and those that were typed on the provider page. */
async function lookAtProvider({ settings: { env }, database }: Patient): Promise<Finding> {
  if (!database) return warning("not asked: the keys lie in the database", "Mend the database first.");
  const accounts = (await connectionsInUse()).filter(({ isEmulator, isKeyMissing }) => !isEmulator && !isKeyMissing);
  if (accounts.length === 0) return ok("nobody has a key: the emulator answers, and nothing is bought");
  const troubles: { says: string; remedy: string }[] = [];
  for (const summary of accounts) troubles.push(...(await troubleOf(summary)));
  if (troubles[0]) return bad(troubles.map(({ says }) => says).join("; "), troubles[0].remedy);
  const beside = env.powertokensApiKey ? "" : "; the emulator runs beside, closed, until a key is in POWERTOKENS_API_KEY";
  return ok(`${accounts.map(nameOf).join(", ")}: ${accounts.length === 1 ? "the key is" : "all keys are"} taken${beside}`);
}

const nameOf = ({ host, keyLastFour }: ConnectionSummary): string => `${HOSTS[host].label} (key …${keyLastFour ?? ""})`;

async function troubleOf(summary: ConnectionSummary): Promise<{ says: string; remedy: string }[]> {
  const connection = summary.isKeyUnreadable ? null : await findConnection(summary.account);
  if (!connection) {
    const remedy = "Put the old AUTH_SECRET back, or enter the key again on the provider page.";
    return [{ says: `${nameOf(summary)}: sealed with another AUTH_SECRET`, remedy }];
  }
  const { ok: isWell, checks } = await getProvider(connection).testConnection();
  if (isWell) return [];
  const failed = checks.find(({ state }) => state === "failed");
  const says = `${nameOf(summary)}: ${failed?.failure?.kind ?? "does not answer"} (${failed?.name ?? "connection"})`;
  return [{ says, remedy: "The provider page says more, and what to do: Test connection." }];
}

const isThisMachine = (host: string): boolean => /^(127\.|localhost$|::1$)/.test(host);

/** Who is believed about where people come from. */
function lookAtProxy({ settings: { env } }: Patient): Promise<Finding> {
  const { trustedProxies, publicUrl, host } = env;
  const says = `${trustedProxies} trusted, PUBLIC_URL ${publicUrl ?? "unset"}`;
  const look = (): Finding => {
    if (trustedProxies === 0 && publicUrl?.startsWith("https://"))
      return warning(
        `${says}: behind the proxy all people count as one address, and wait for each other's wrong passwords`,
        "Set TRUSTED_PROXIES to how many proxies of yours stand before it.",
      );
    if (trustedProxies === 0) return ok("none stands before it");
    if (!isThisMachine(host))
      return warning(
        `${says}: whoever reaches ${host}:${env.port} past the proxy may claim any address`,
        "Set HOST=127.0.0.1, or let a firewall keep that port for the proxy.",
      );
    if (!publicUrl)
      return warning(
        `${says}: the proxy's X-Forwarded-Host and -Proto decide what our own address is`,
        "Set PUBLIC_URL to the address that people use.",
      );
    return ok(says);
  };
  return Promise.resolve(look());
}

async function lookAtAddress({ settings: { env } }: Patient): Promise<Finding> {
  if (!env.publicUrl) {
    if (isThisMachine(env.host)) return ok(`only this machine, at http://localhost:${env.port}`);
    return warning("open to the network without https", "Put a proxy with https before it, and set PUBLIC_URL.");
  }
  if (!(await readHealth(env.publicUrl)))
    return bad(`${env.publicUrl} does not lead here`, "Start the studio, and let the proxy hand everything on to it.");
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

async function lookAtLabels({ settings: { env } }: Patient): Promise<Finding> {
  try {
    const signer = readSigner(env);
    if (!signer) return ok("not signed: C2PA_CERTIFICATE is unset");
    const { subject, validToDate } = signer.certificates[0]!;
    const until = validToDate.toISOString().slice(0, 10);
    const whose = `signed as ${subject.replaceAll("\n", ", ")} until ${until}`;
    if (validToDate.getTime() < Date.now()) return bad(`the certificate ended on ${until}`, "Put a new one in C2PA_CERTIFICATE.");
    await checkSigner(signer);
    if (validToDate.getTime() < Date.now() + SOON_MS) return warning(whose, "Get a new certificate for C2PA_CERTIFICATE in time.");
    return ok(whose);
  } catch (error) {
    if (error instanceof SettingsError) return bad("cannot be signed", `${error.problems.join(". ")}.`);
    const remedy = "C2PA_CERTIFICATE must be for signing (digitalSignature, emailProtection or another use that C2PA allows).";
    return bad(`cannot be signed: ${reasonOf(error)}`, remedy);
  }
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
};

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
  { name: "Proxy", look: lookAtProxy },
  { name: "Backups", look: lookAtBackups },
  { name: "Labels", look: lookAtLabels },
];

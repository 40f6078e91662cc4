import "server-only";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { findFfmpeg } from "@/lib/platform/ffmpeg/find-ffmpeg";
import { logger } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/singleton";
import { getStorage } from "@/lib/platform/storage/storage";
import { within } from "./within";

export interface Check {
  ok: boolean;
  /** A few English words that say nothing secret: anybody may read them. */
  detail?: string;
}

export const CHECK_NAMES = ["database", "storage", "worker", "ffmpeg", "provider"] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

export interface Health {
  status: "ok" | "unhealthy";
  checks: Record<CheckName, Check>;
  /** `emulator`, or the service that clips are bought from. */
  provider: string;
  version: string;
}

// Below the five seconds that whoever asks may wait, also when a check has to be given up.
const CHECK_TIMEOUT_MS = 3_000;
// Three signs of life may be lost.
const WORKER_SILENCE_SECONDS = 30;
// Anybody may ask, as often as they like; the parts are asked once a second at most.
const KEEP_MS = 1_000;

/** A database that is there and takes no writes: pages can be read, and nothing is taken or made. */
export const READS_ONLY = "takes no writes";

async function checkDatabase(): Promise<Check> {
  const [row] = await db.$queryRaw<{ isReadOnly: boolean }[]>`select current_setting('transaction_read_only')::bool as "isReadOnly"`;
  return row?.isReadOnly ? { ok: false, detail: READS_ONLY } : { ok: true };
}

async function checkStorage(): Promise<Check> {
  const { ok, detail } = await getStorage().check();
  return { ok, ...(detail === undefined ? {} : { detail }) };
}

async function checkWorker(): Promise<Check> {
  const [row] = await db.$queryRaw<{ alive: boolean }[]>`
    select exists (select 1 from worker_heartbeats where seen_at > now() - make_interval(secs => ${WORKER_SILENCE_SECONDS})) as alive`;
  return row?.alive ? { ok: true } : { ok: false, detail: `no sign of life for ${WORKER_SILENCE_SECONDS} s` };
}

async function checkFfmpeg(): Promise<Check> {
  const ffmpeg = await findFfmpeg();
  return ffmpeg ? { ok: true, detail: ffmpeg.version } : { ok: false, detail: "not found" };
}

/** Who answers now. The settings page may have changed it, so the caller looks it up. */
export interface ProviderFacts {
  isEmulator: boolean;
  host: string;
  baseUrl: string;
}

async function checkProvider({ isEmulator, baseUrl }: ProviderFacts): Promise<Check> {
  // Nothing asks the real provider here: a health check must neither spend anything nor use up the rate limit.
  if (!isEmulator) return { ok: true, detail: "configured" };
  const url = new URL("/emulator/health", baseUrl);
  const response = await fetch(url, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(CHECK_TIMEOUT_MS) });
  await response.body?.cancel();
  return response.ok ? { ok: true } : { ok: false, detail: `answers ${response.status}` };
}

async function settle(name: CheckName, check: () => Promise<Check>): Promise<Check> {
  try {
    return await within(CHECK_TIMEOUT_MS, check, () => ({ ok: false, detail: "does not answer" }));
  } catch (error) {
    // The words of an error may name hosts and users; they go into the log only.
    logger.warn({ err: error, kind: name }, "health check failed");
    return { ok: false, detail: "unreachable" };
  }
}

async function look(readProvider: () => Promise<ProviderFacts>): Promise<Health> {
  const { version, powertokensApiKey, provider: named = "powertokens" } = getEnv();
  let name: string = powertokensApiKey === undefined ? "emulator" : named;
  const [database, storage, worker, ffmpeg, provider] = await Promise.all([
    settle("database", checkDatabase),
    settle("storage", checkStorage),
    settle("worker", checkWorker),
    settle("ffmpeg", checkFfmpeg),
    settle("provider", async () => {
      const facts = await readProvider();
      name = facts.isEmulator ? "emulator" : facts.host;
      return checkProvider(facts);
    }),
  ]);
  const checks = { database, storage, worker, ffmpeg, provider };
  return {
    status: CHECK_NAMES.every((name) => checks[name].ok) ? "ok" : "unhealthy",
    checks,
    provider: name,
    version,
  };
}

const latest = singleton<{ at: number; health: Promise<Health> | null }>("health", () => ({ at: 0, health: null }));

/** How the studio and what it stands on are doing. Answers within a few seconds, whatever is broken. */
export function getHealth(readProvider: () => Promise<ProviderFacts>): Promise<Health> {
  const kept = latest.get();
  if (!kept.health || performance.now() - kept.at > KEEP_MS) {
    const health = look(readProvider);
    kept.health = health;
    // Counted from the answer on, so that slow checks are not asked again while they run.
    kept.at = Infinity;
    const answered = (): void => void (kept.at = performance.now());
    health.then(answered, answered);
  }
  return kept.health;
}

/** Lets tests look again at once. */
export const forgetHealth = (): void => void latest.clear();

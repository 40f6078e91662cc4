import { setTimeout as wait } from "node:timers/promises";
import { HOSTS, PROVIDER_HOSTS } from "@/lib/models/hosts";
import { paints } from "./output";

/** One line of the report on what the studio stands on. */
export interface Light {
  name: string;
  isOn: boolean;
  detail: string;
}

/** What /api/health answers; each check is a word, or an object with more to say. */
export interface Health {
  status: string;
  checks: Record<string, unknown>;
  provider?: string;
  version?: string;
}

interface Facts {
  database: string;
  dataDir: string;
  providerUrl: string;
}

const LIGHTS = ["database", "storage", "ffmpeg", "provider"] as const;
const TITLES: Record<(typeof LIGHTS)[number], string> = {
  database: "Database",
  storage: "Storage",
  ffmpeg: "ffmpeg",
  provider: "Provider",
};

function readCheck(check: unknown): { isOn: boolean; detail: string } {
  if (typeof check === "boolean") return { isOn: check, detail: "" };
  if (typeof check === "string") return { isOn: check === "ok", detail: check === "ok" ? "" : check };
  if (typeof check === "object" && check !== null) {
    const { status, ok, detail, message } = check as Record<string, unknown>;
    const words = [detail, message].find((value) => typeof value === "string") as string | undefined;
    return { isOn: ok === true || status === "ok", detail: words ?? "" };
  }
  return { isOn: false, detail: "unknown" };
}

export function readLights(health: Health, facts: Facts): Light[] {
  const host = PROVIDER_HOSTS.find((known) => known === health.provider);
  const provider = host ? `${HOSTS[host].label} at ${facts.providerUrl}` : "the emulator: nothing is bought";
  const about = { database: facts.database, storage: facts.dataDir, ffmpeg: "", provider };
  return LIGHTS.map((name) => {
    const { isOn, detail } = readCheck(health.checks[name]);
    return { name: TITLES[name], isOn, detail: [about[name], detail].filter(Boolean).join(" · ") };
  });
}

export const formatLight = ({ name, isOn, detail }: Light): string =>
  `  ${isOn ? paints.green("●") : paints.red("○")} ${name.padEnd(9)} ${isOn ? "ok " : paints.red("not working")}${detail ? ` ${paints.quiet(detail)}` : ""}`;

/**
 * The studio's health, once all is well or `patienceMs` are over: the worker needs a moment for its first sign of life.
 */
export async function fetchHealth(localUrl: string, patienceMs: number): Promise<Health> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const health = await readHealth(`${localUrl}/api/health`);
    if (health && (health.status === "ok" || Date.now() > deadline)) return health;
    if (Date.now() > deadline) return { status: "unknown", checks: {} };
    await wait(200);
  }
}

async function readHealth(url: string): Promise<Health | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    const body = (await response.json()) as Partial<Health>;
    return typeof body.checks === "object" ? { status: body.status ?? "unknown", ...body, checks: body.checks } : null;
  } catch {
    // Not an answer of ours: the next look may find one.
    return null;
  }
}

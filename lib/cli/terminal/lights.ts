import { setTimeout as wait } from "node:timers/promises";
import { readHealth } from "./health";
import { HOSTS, PROVIDER_HOSTS } from "@/lib/models/hosts";
import type { Health } from "@/lib/studio/health/get-health";
import { paints } from "./output";

/** One line of the report on what the studio stands on. */
export interface Light {
  name: string;
  isOn: boolean;
  detail: string;
}

interface Facts {
  database: string;
  dataDir: string;
  providerUrl: string;
}

const LIGHTS = [
  ["database", "Database"],
  ["storage", "Storage"],
  ["ffmpeg", "ffmpeg"],
  ["provider", "Provider"],
] as const;

/** @param health null: nothing answered in time */
export function readLights(health: Health | null, facts: Facts): Light[] {
  const host = PROVIDER_HOSTS.find((known) => known === health?.provider);
  const provider = host ? `${HOSTS[host].label} at ${facts.providerUrl}` : "the emulator: nothing is bought";
  const about = { database: facts.database, storage: facts.dataDir, ffmpeg: "", provider };
  return LIGHTS.map(([name, title]) => {
    const { ok, detail } = health?.checks[name] ?? { ok: false, detail: "unknown" };
    return { name: title, isOn: ok, detail: [about[name], detail].filter(Boolean).join(" · ") };
  });
}

export const formatLight = ({ name, isOn, detail }: Light): string =>
  `  ${isOn ? paints.green("●") : paints.red("○")} ${name.padEnd(9)} ${isOn ? "ok " : paints.red("not working")}${detail ? ` ${paints.quiet(detail)}` : ""}`;

/**
 * The studio's health, once all is well or `patienceMs` are over: the worker needs a moment for its first sign of life.
 */
export async function fetchHealth(localUrl: string, patienceMs: number): Promise<Health | null> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const health = await readHealth(localUrl);
    if (health?.status === "ok" || Date.now() > deadline) return health;
    await wait(200);
  }
}

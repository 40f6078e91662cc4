import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findFreePort, tryListen } from "@/lib/platform/processes/ports";
import { say } from "../terminal/output";
import { failures } from "../terminal/failures";
import { readHealth } from "../terminal/health";
import type { StudioSettings } from "./settings";

/** A process of ours that lost its launcher lets go of its port within this time. */
const ORPHAN_MS = 5_000;
/** So many neighbours of a taken port are tried, because people remember 3001 better than 40713. */
const NEIGHBOURS = 20;

/**
 * Chooses a free port where nobody asked for one, so that two studios can run on one machine. The choice is kept in
 * the data folder: the emulator's address is part of the account that clips were made with, and must stay the same.
 * With separate web and worker processes the emulator is shared, so its port is left alone.
 */
export async function choosePorts(
  settings: StudioSettings,
  source: Record<string, string | undefined> = process.env,
  orphanMs = ORPHAN_MS,
): Promise<StudioSettings> {
  const { env } = settings;
  const isAsked = (variable: string): boolean => Boolean(source[variable]?.trim());
  const port = isAsked("PORT") || env.role === "worker" ? env.port : await choose("port", env.port, env.host);
  const needsOwnEmulator = env.role === "all" && !isAsked("EMULATOR_PORT");
  const emulatorPort = needsOwnEmulator ? await choose("emulator-port", env.emulatorPort, "127.0.0.1") : env.emulatorPort;
  return { ...settings, env: { ...env, port, emulatorPort } };

  async function choose(name: string, standard: number, host: string): Promise<number> {
    const file = path.join(env.dataDir, name);
    const kept = readPort(file);
    const wanted = kept ?? standard;
    if (await isUsable(wanted, host, kept === null ? 0 : orphanMs)) return keep(file, wanted);
    // A second start of the same folder: it must not run beside the first.
    if (kept !== null && (await readHealth(`http://127.0.0.1:${wanted}`))) throw failures.alreadyRuns(env.dataDir, wanted);
    for (let neighbour = wanted + 1; neighbour <= wanted + NEIGHBOURS; neighbour++) {
      if (await isUsable(neighbour, host, 0)) return keep(file, neighbour, wanted);
    }
    return keep(file, await findFreePort(), wanted);
  }
}

/** Taken is all that another port would mend; every other problem is told when the port is opened. */
async function isUsable(port: number, host: string, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while ((await tryListen(port, host)) === "EADDRINUSE") {
    if (Date.now() >= deadline) return false;
    await wait(100);
  }
  return true;
}

function keep(file: string, port: number, taken?: number): number {
  writeFileSync(file, `${port}\n`, { mode: 0o600 });
  if (taken !== undefined) {
    const variable = path.basename(file).replaceAll("-", "_").toUpperCase();
    say(`  Port ${taken} is taken: ${port} is used from now on (${variable} chooses another).`);
  }
  return port;
}

/** The ports as they were chosen before, for commands that look at a studio and start none. */
export function keptPorts({ env }: StudioSettings, source: Record<string, string | undefined> = process.env): { port: number } {
  return { port: (source["PORT"]?.trim() ? null : readPort(path.join(env.dataDir, "port"))) ?? env.port };
}

function readPort(file: string): number | null {
  try {
    const port = Number(readFileSync(file, "utf8"));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
  } catch {
    // Nothing was chosen yet.
    return null;
  }
}

import path from "node:path";
import { isPortFree } from "@/lib/platform/processes/ports";
import { readSigner } from "@/lib/platform/signer";
import { openDatabase, type StudioDatabase } from "./database";
import { CliFailure, failures } from "../terminal/failures";
import { step } from "../terminal/output";
import { assertPortUsable } from "./port";
import { processSpec, type ProcessName } from "./processes";
import type { StudioSettings } from "./settings";
import { EndedWhileStarting, supervise, type SupervisedProcess, type SupervisorEvents } from "./supervisor";
import { waitForHttp } from "./wait-for-http";
import { untilWorkerBeats } from "./wait-for-worker";

export interface Studio {
  database: StudioDatabase;
  processes: SupervisedProcess[];
  /** The address at which the launcher itself reaches the web process. */
  localUrl: string;
  /** Web, worker, emulator, database, in this order; what fails to stop does not keep the rest from stopping. */
  stop: (onStep?: (name: string) => void) => Promise<void>;
}

export interface LaunchOptions {
  settings: StudioSettings;
  mode: "production" | "development";
  events: SupervisorEvents;
  /** Somebody wants us to stop: what has been started is stopped again, and the abort's reason is thrown. */
  signal: AbortSignal;
  /** Runs between the migrations and the start of the processes, such as the build. */
  prepare?: (database: StudioDatabase) => Promise<void>;
}

const READY_TIMEOUT_MS = { production: 60_000, development: 180_000 } as const;

/** Starts everything that the role asks for, each when what it needs is there. Stops what it started if a part fails. */
export async function launchStudio(options: LaunchOptions): Promise<Studio> {
  const { settings, mode, events, signal: stopping, prepare } = options;
  const { env } = settings;
  const isWeb = env.role !== "worker";
  const isWorker = env.role !== "web";
  if (isWeb) {
    // Web alone signs, and would say what is wrong only at the first download.
    readSigner(env);
    await assertPortUsable(env.port, env.host, "PORT");
  }

  const database = await openDatabase(settings);
  const processes: SupervisedProcess[] = [];
  const localUrl = `http://${/^(0\.0\.0\.0|::)$/.test(env.host) ? "127.0.0.1" : env.host.includes(":") ? `[${env.host}]` : env.host}:${env.port}`;
  const studio: Studio = { database, processes, localUrl, stop: (onStep) => stopStudio(database, processes, onStep) };

  const start = async (name: ProcessName, ready: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    const child = supervise(processSpec(name, { settings, databaseUrl: database.url, mode }), path.join(env.dataDir, "logs"), events);
    processes.push(child);
    try {
      await child.untilReady((signal) => ready(AbortSignal.any([signal, stopping])));
    } catch (error) {
      stopping.throwIfAborted();
      if (error instanceof EndedWhileStarting) throw failures.childDied(name, error.lastWords);
      if (error instanceof CliFailure) throw error;
      throw failures.notHealthy(name, child.logFile);
    }
  };
  const answers = (url: string) => async (signal: AbortSignal) => {
    const response = await waitForHttp(url, { timeoutMs: READY_TIMEOUT_MS[mode], signal });
    await response.body?.cancel();
  };

  try {
    stopping.throwIfAborted();
    await prepare?.(database);
    stopping.throwIfAborted();
    const needsEmulator = !env.powertokensApiKey && !env.emulatorUrl && !(await isEmulatorShared());
    if (needsEmulator) await assertPortUsable(env.emulatorPort, "127.0.0.1", "EMULATOR_PORT");
    const parts = [isWeb ? "web" : null, isWorker ? "worker" : null, needsEmulator ? "emulator" : null].filter((name) => name !== null);
    // All at once: each waits by itself for what it needs, and two cores are busy with loading code.
    await step(
      `Starting ${parts.join(", ")}`,
      () =>
        Promise.all([
          isWeb ? start("web", answers(`${localUrl}/api/health/live`)) : null,
          isWorker ? start("worker", mode === "production" ? untilWorkerBeats(database.url) : () => Promise.resolve()) : null,
          needsEmulator ? start("emulator", answers(`http://127.0.0.1:${env.emulatorPort}/`)) : null,
        ]),
      () => `Started ${parts.join(", ")}`,
    );
    return studio;
  } catch (error) {
    await studio.stop();
    throw error;
  }

  /** With separate processes for web and worker, the first of them has started it. */
  async function isEmulatorShared(): Promise<boolean> {
    return env.role !== "all" && !(await isPortFree(env.emulatorPort));
  }
}

async function stopStudio(
  database: StudioDatabase,
  processes: SupervisedProcess[],
  onStep: (name: string) => void = () => undefined,
): Promise<void> {
  const order: ProcessName[] = ["web", "worker", "emulator"];
  const problems: unknown[] = [];
  for (const name of order) {
    const child = processes.find((candidate) => candidate.name === name);
    if (!child) continue;
    onStep(name);
    await child.stop().catch((error: unknown) => problems.push(error));
  }
  onStep("database");
  await database.stop().catch((error: unknown) => problems.push(error));
  if (problems.length > 0) throw problems[0];
}

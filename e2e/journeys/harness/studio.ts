import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findFixedPort } from "./fixed-port";

/** A running studio of its own: own folder, own ports, own database. */
export interface TestStudio {
  url: string;
  emulatorUrl: string;
  setupCode: string;
  dataDir: string;
  /** All that `npm start` has printed so far. */
  output: () => string;
  /** As Ctrl-C does; resolves with the exit code. */
  stop: () => Promise<number | null>;
  /** As a power cut of the launcher alone: what it started has to notice by itself. */
  kill: () => Promise<void>;
  /** Removes the data folder; stop it first. */
  discard: () => void;
}

export interface TestStudioOptions {
  /** An existing folder, to start the same studio again. */
  dataDir?: string;
  /** Settings as environment variables; they win over everything. */
  env?: Record<string, string>;
}

/** Long enough for a build on two slow cores. */
const START_TIMEOUT_MS = 240_000;

/** A person's own settings, above all a real key, must not reach a test: each known setting is set to nothing. */
const noSettings = (): Record<string, string> =>
  Object.fromEntries([...readFileSync(".env.example", "utf8").matchAll(/^# ([A-Z][A-Z0-9_]*)=/gm)].map(([, name = ""]) => [name, ""]));

/** Runs `npm start` in a temporary folder, with the emulator in fast motion. */
export async function startTestStudio(options: TestStudioOptions = {}): Promise<TestStudio> {
  // The same studio started again has to be found at the same address.
  const [port, emulatorPort] = [
    Number(options.env?.PORT ?? (await findFixedPort())),
    Number(options.env?.EMULATOR_PORT ?? (await findFixedPort())),
  ];
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), "dailies-e2e-"));
  mkdirSync(dataDir, { recursive: true });
  // As the studio itself makes it: passable for the user that Postgres runs as.
  chmodSync(dataDir, 0o711);
  const setupCode = "TEST-CODE-2026";
  const child = spawn(process.execPath, ["lib/cli/bootstrap.mjs", "start"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ...noSettings(),
      NODE_OPTIONS: "",
      // The runner asks for colours, which would only stand in the way of reading the output.
      FORCE_COLOR: undefined,
      NO_COLOR: "1",
      PORT: String(port),
      EMULATOR_PORT: String(emulatorPort),
      DATA_DIR: dataDir,
      SETUP_CODE: setupCode,
      EMULATOR_QUEUED_MS: "300",
      EMULATOR_RUNNING_MS: "1500",
      EMULATOR_ASSET_MS: "300",
      // Two cores make pictures, pages and clips at once.
      EMULATOR_RENDER: "quick",
      ...options.env,
    },
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(url, child, () => output);
  } catch (error) {
    await stop(child);
    throw error;
  }
  return {
    url,
    emulatorUrl: `http://127.0.0.1:${emulatorPort}`,
    setupCode,
    dataDir,
    output: () => output,
    stop: () => stop(child),
    kill: () => kill(child),
    discard: () => discard(dataDir),
  };
}

async function untilHealthy(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null) {
    // The launcher has its last word after the studio's first: what it prints belongs to a start.
    if (output().includes("Ctrl-C stops") && (await isHealthy(url))) return;
    if (Date.now() > deadline) throw new Error(`The studio was not healthy after ${START_TIMEOUT_MS / 1000} s:\n${output()}`);
    await wait(250);
  }
  throw new Error(`The studio ended while starting:\n${output()}`);
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    // Not listening yet.
    return false;
  }
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  }
  return child.exitCode;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

function discard(dataDir: string): void {
  // Root's database lies elsewhere when the temporary folder is closed to other users.
  const pointer = path.join(dataDir, "postgres", "location.json");
  if (existsSync(pointer)) {
    const { files } = JSON.parse(readFileSync(pointer, "utf8")) as { files: string };
    if (files.startsWith("/var/lib/dailies/")) rmSync(files, { recursive: true, force: true });
  }
  rmSync(dataDir, { recursive: true, force: true });
}

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

export interface EmulatorProcess {
  /** Where the API is, e.g. http://127.0.0.1:4010 */
  origin: string;
  stop(): Promise<void>;
}

const START_MS = 30_000;

/**
 * The emulator as a process of its own, as everybody runs it, in fast motion. In-process it would share libraries
 * with the code under test: sharp's loaders, which the studio shuts and the emulator needs, are one such thing.
 */
export async function startEmulatorProcess(env: Record<string, string> = {}): Promise<EmulatorProcess> {
  const folder = await mkdtemp(path.join(tmpdir(), "dailies-emulator-"));
  const child = spawn(process.execPath, ["--import", "tsx", "lib/emulator/main.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      // The system chooses: a port that was free a moment ago may be another test's emulator by now.
      EMULATOR_PORT: "0",
      EMULATOR_STATE_DIR: folder,
      EMULATOR_QUEUED_MS: "100",
      EMULATOR_RUNNING_MS: "200",
      EMULATOR_ASSET_MS: "100",
      EMULATOR_RENDER: "quick",
      ...env,
    },
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const announced = new Promise<string>((resolve) => {
    let words = "";
    child.stdout.on("data", (chunk: Buffer) => {
      words += chunk.toString("utf8");
      const origin = /API at (\S+),/.exec(words)?.[1];
      if (origin) resolve(origin);
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const inTime = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), START_MS);
  });
  const origin = await Promise.race([announced, inTime, ended.then(() => null)]);
  clearTimeout(timer);
  if (origin !== null) return { origin, stop };
  await stop();
  throw new Error(`The emulator did not start:\n${errors}`);
}

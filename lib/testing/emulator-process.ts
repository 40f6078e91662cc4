import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFreePort } from "@/lib/platform/processes/ports";

export interface EmulatorProcess {
  /** Where the API is, e.g. http://127.0.0.1:4010 */
  origin: string;
  stop(): Promise<void>;
}

/**
 * The emulator as a process of its own, as everybody runs it, in fast motion. In-process it would share libraries
 * with the code under test: sharp's loaders, which the studio shuts and the emulator needs, are one such thing.
 */
export async function startEmulatorProcess(env: Record<string, string> = {}): Promise<EmulatorProcess> {
  const port = await findFreePort();
  const folder = await mkdtemp(path.join(tmpdir(), "dailies-emulator-"));
  const child = spawn(process.execPath, ["--import", "tsx", "lib/emulator/main.ts"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      EMULATOR_PORT: String(port),
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
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + 30_000;
  while (!(await answers(`${origin}/emulator/health`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The emulator did not start:\n${errors}`);
    }
  }
  return { origin, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(500) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Not listening yet; the next try comes a moment later.
    await new Promise((resolve) => setTimeout(resolve, 100));
    return false;
  }
}

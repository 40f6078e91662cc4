import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { ROOT } from "@/lib/cli/launch/child-process";
import { waitUntil } from "./wait-until";

/** The emulator as a process that can be taken away and brought back, with its tasks, at the same address. */
export interface EmulatorProcessControl {
  readonly origin: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** Fast motion: a clip takes half a second, and no picture is prettier than it must be. */
const TIMINGS = { EMULATOR_QUEUED_MS: "100", EMULATOR_RUNNING_MS: "300", EMULATOR_ASSET_MS: "100", EMULATOR_RENDER: "quick" };

export function controlEmulatorProcess(port: number, folder: string): EmulatorProcessControl {
  const origin = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  mkdirSync(folder, { recursive: true });
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child?.once("exit", resolve));
    child.kill(signal);
    await ended;
  }
  return {
    origin,
    async start() {
      let errors = "";
      const started = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "lib/emulator/main.ts"], {
        cwd: ROOT,
        stdio: ["ignore", "ignore", "pipe"],
        env: {
          ...process.env,
          NODE_OPTIONS: "",
          EMULATOR_PORT: String(port),
          EMULATOR_STATE_DIR: folder,
          EMULATOR_SWITCHES: JSON.stringify({ concurrency: 20 }),
          ...TIMINGS,
        },
      });
      started.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
      child = started;
      await waitUntil(
        "the emulator answers",
        () => started.exitCode !== null || answers(origin),
        60_000,
        () => errors,
      );
      if (started.exitCode !== null) throw new Error(`the emulator did not start:\n${errors}`);
    },
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

async function answers(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/emulator/health`, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Not listening yet.
    return false;
  }
}

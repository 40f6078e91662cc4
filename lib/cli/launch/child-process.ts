import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface ChildSpec {
  /** As a person would call it: web, worker, emulator. */
  name: string;
  /** Arguments of Node. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** How long it may take to stop before it is cut off. */
  stopTimeoutMs: number;
}

export interface RunningChild {
  pid: number;
  /** Settles when the process is gone. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop: () => Promise<void>;
}

export type LineListener = (line: string, stream: "stdout" | "stderr") => void;

const DIE_WITH_PARENT = new URL("./die-with-parent.mjs", import.meta.url).href;
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Starts a Node process that ends with us, whose output is read line by line. */
export function startChild(spec: ChildSpec, onLine: LineListener): RunningChild {
  const child = spawn(process.execPath, ["--import", DIE_WITH_PARENT, ...spec.args], {
    cwd: ROOT,
    env: spec.env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // A group of its own: Ctrl-C on the terminal comes to us alone, and we stop the processes in the right order.
    detached: process.platform !== "win32",
  });
  for (const stream of ["stdout", "stderr"] as const) {
    const source = child[stream];
    if (source) createInterface({ input: source }).on("line", (line) => onLine(line, stream));
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("error", () => resolve({ code: null, signal: null }));
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  return { pid: child.pid ?? 0, ended, stop: () => stopChild(child, ended, spec.stopTimeoutMs) };
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>, timeoutMs: number): Promise<void> {
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
  if (!isRunning()) return;
  child.kill("SIGTERM");
  const timer = setTimeout(() => killGroup(child), timeoutMs);
  await ended;
  clearTimeout(timer);
  // What it started itself must not outlive it.
  killGroup(child);
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    // Nobody is left in it.
  }
}

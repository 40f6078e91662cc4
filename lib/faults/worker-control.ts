import { type ChildProcess, spawn } from "node:child_process";
import { ROOT } from "@/lib/cli/child-process";
import { waitUntil } from "./wait-until";

/** The worker as a process of its own, to be killed, stopped and started at will. */
export interface WorkerControl {
  /** Starts it and waits until it takes jobs; `env` is added to the studio's for this one life. */
  start(env?: Record<string, string>): Promise<void>;
  /** Starts it without waiting: it may be meant to die at once. */
  launch(env?: Record<string, string>): void;
  untilReady(): Promise<void>;
  /** kill -9, whatever it is doing. */
  kill(): Promise<void>;
  /** SIGTERM. @returns its exit code, and how long it took */
  terminate(): Promise<{ code: number | null; tookMs: number }>;
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  /** Until it has died of its own, as at a failpoint. @returns the signal that killed it */
  untilDead(timeoutMs?: number): Promise<NodeJS.Signals | null>;
  isAlive(): boolean;
  /** Everything that all its lives have written. */
  log(): string;
  /** Lines of the log whose message is this one. */
  countLines(message: string): number;
  /** Deaths that nobody here asked for. */
  unexpectedDeaths(): string[];
  forget(): void;
}

export function controlWorker(environment: () => NodeJS.ProcessEnv): WorkerControl {
  let child: ChildProcess | null = null;
  let isDeathExpected = false;
  let deaths: string[] = [];
  let log = "";
  let readyAt = 0;

  const isAlive = (): boolean => child !== null && child.exitCode === null && child.signalCode === null;
  const exited = (process: ChildProcess): Promise<void> =>
    process.exitCode !== null || process.signalCode !== null
      ? Promise.resolve()
      : new Promise((resolve) => process.once("exit", () => resolve()));

  function launch(env: Record<string, string> = {}): void {
    if (isAlive()) throw new Error("the worker runs already");
    isDeathExpected = "DAILIES_FAILPOINT" in env;
    readyAt = log.length;
    const started = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "lib/worker/main.ts"], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...environment(), ...env },
    });
    const keep = (chunk: Buffer): void => void (log += chunk.toString("utf8"));
    started.stdout.on("data", keep);
    started.stderr.on("data", keep);
    started.once("exit", (code, signal) => {
      if (child === started && !isDeathExpected) deaths.push(`the worker ended by itself (${signal ?? `code ${code}`})`);
    });
    child = started;
  }

  const untilReady = async (): Promise<void> => {
    await waitUntil(
      "the worker is ready",
      () => log.includes('"worker ready"', readyAt) || !isAlive(),
      90_000,
      () => log.slice(-2_000),
    );
    if (!isAlive() && !isDeathExpected) throw new Error(`the worker did not start:\n${log.slice(readyAt).slice(-3_000)}`);
  };

  return {
    launch,
    untilReady,
    async start(env) {
      launch(env);
      await untilReady();
    },
    async kill() {
      if (!child || !isAlive()) return;
      isDeathExpected = true;
      child.kill("SIGKILL");
      await exited(child);
    },
    async terminate() {
      if (!child || !isAlive()) return { code: null, tookMs: 0 };
      isDeathExpected = true;
      const startedAt = performance.now();
      child.kill("SIGTERM");
      await exited(child);
      return { code: child.exitCode, tookMs: performance.now() - startedAt };
    },
    signal: (signal) => void child?.kill(signal),
    async untilDead(timeoutMs = 60_000) {
      await waitUntil(
        "the worker dies",
        () => !isAlive(),
        timeoutMs,
        () => log.slice(-1_000),
      );
      return child?.signalCode ?? null;
    },
    isAlive,
    log: () => log,
    countLines: (message) => log.split("\n").filter((line) => line.includes(`"msg":${JSON.stringify(message)}`)).length,
    unexpectedDeaths: () => deaths,
    forget() {
      log = "";
      readyAt = 0;
      deaths = [];
    },
  };
}

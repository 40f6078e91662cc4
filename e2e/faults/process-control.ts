import { type ChildProcess, spawn } from "node:child_process";
import { ROOT } from "@/lib/cli/launch/child-process";
import { waitUntil } from "./wait-until";

/** One life of a process, where it differs from the others. */
export interface LifeOptions {
  /** Added to the studio's environment. */
  env?: Record<string, string>;
  /** A program that runs it, such as a shell that sets a limit first; the command is put behind its arguments. */
  wrap?: readonly string[];
  /** It may give up before it works, as when the database is away: whoever supervises it starts it again. */
  mayFailToStart?: boolean;
  /** A file descriptor that it writes its output to, instead of to us. */
  output?: number;
}

/** A process of the studio, to be killed, stopped and started at will. */
export interface ProcessControl {
  /** Starts it and waits until it works. */
  start(options?: LifeOptions): Promise<void>;
  /** Starts it without waiting: it may be meant to die at once. */
  launch(options?: LifeOptions): void;
  untilReady(): Promise<void>;
  /** kill -9, whatever it is doing. */
  kill(): Promise<void>;
  /** SIGTERM. @returns its exit code, and how long it took */
  terminate(): Promise<{ code: number | null; tookMs: number }>;
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  /** Nobody reads what it writes any more: the next line meets a closed pipe. */
  closeOutput(): void;
  /** Until it has died of its own, as at a failpoint. @returns the signal that killed it */
  untilDead(timeoutMs?: number): Promise<NodeJS.Signals | null>;
  isAlive(): boolean;
  readonly pid: number | null;
  /** Everything that all its lives have written. */
  log(): string;
  /** Lines of the log whose message is this one. */
  countLines(message: string): number;
  /** Deaths that nobody here asked for. */
  unexpectedDeaths(): string[];
  forget(): void;
}

export interface ProcessPlan {
  name: string;
  args: readonly string[];
  /** Where it runs; this checkout unless told. */
  folder?(): string;
  environment(): NodeJS.ProcessEnv;
  /** @param log what this life has written so far */
  isReady(log: string): boolean | Promise<boolean>;
}

export function controlProcess(plan: ProcessPlan): ProcessControl {
  let child: ChildProcess | null = null;
  let isDeathExpected = false;
  let deaths: string[] = [];
  let log = "";
  let bornAt = 0;

  const isAlive = (): boolean => child !== null && child.exitCode === null && child.signalCode === null;
  const exited = (process: ChildProcess): Promise<void> =>
    process.exitCode !== null || process.signalCode !== null
      ? Promise.resolve()
      : new Promise((resolve) => process.once("exit", () => resolve()));

  function launch({ env = {}, wrap = [], output, mayFailToStart = false }: LifeOptions = {}): void {
    if (isAlive()) throw new Error(`the ${plan.name} runs already`);
    isDeathExpected = "DAILIES_FAILPOINT" in env;
    bornAt = log.length;
    const [program = "", ...args] = [...wrap, process.execPath, ...plan.args];
    const started = spawn(program, args, {
      cwd: plan.folder?.() ?? ROOT,
      stdio: ["ignore", output ?? "pipe", output ?? "pipe"],
      env: { ...plan.environment(), ...env },
    });
    const keep = (chunk: Buffer): void => void (log += chunk.toString("utf8"));
    started.stdout?.on("data", keep);
    started.stderr?.on("data", keep);
    const begin = bornAt;
    started.once("exit", (code, signal) => {
      const gaveUp = mayFailToStart && code === 1 && plan.isReady(log.slice(begin)) === false;
      if (gaveUp) isDeathExpected = true;
      if (child === started && !isDeathExpected) deaths.push(`the ${plan.name} ended by itself (${signal ?? `code ${code}`})`);
    });
    child = started;
  }

  const untilReady = async (): Promise<void> => {
    await waitUntil(
      `the ${plan.name} is ready`,
      async () => !isAlive() || (await plan.isReady(log.slice(bornAt))),
      90_000,
      () => log.slice(-2_000),
    );
    if (!isAlive() && !isDeathExpected) throw new Error(`the ${plan.name} did not start:\n${log.slice(bornAt).slice(-3_000)}`);
  };

  return {
    launch,
    untilReady,
    async start(options) {
      launch(options);
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
    closeOutput() {
      child?.stdout?.destroy();
      child?.stderr?.destroy();
    },
    async untilDead(timeoutMs = 60_000) {
      await waitUntil(
        `the ${plan.name} dies`,
        () => !isAlive(),
        timeoutMs,
        () => log.slice(-1_000),
      );
      return child?.signalCode ?? null;
    },
    isAlive,
    get pid() {
      return isAlive() ? (child?.pid ?? null) : null;
    },
    log: () => log,
    countLines: (message) => log.split("\n").filter((line) => line.includes(`"msg":${JSON.stringify(message)}`)).length,
    unexpectedDeaths: () => deaths,
    forget() {
      log = "";
      bornAt = 0;
      deaths = [];
    },
  };
}

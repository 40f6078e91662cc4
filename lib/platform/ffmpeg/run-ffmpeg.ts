import { spawn } from "node:child_process";
import { setPriority } from "node:os";
import { type Ffmpeg, findFfmpeg } from "./find-ffmpeg";
import { INPUT_LIMITS, limited } from "./limits";

export interface RunOptions {
  timeoutMs: number;
  /** Written to standard input, which is closed otherwise. */
  input?: Uint8Array;
  signal?: AbortSignal;
  /** Behind everything else on the machine. */
  isPatient?: boolean;
  /** Gets standard output as it comes, which is not gathered then. */
  onOutput?: (chunk: Buffer) => void;
  /** Standard output beyond this ends the run; 64 MiB unless told. */
  maxOutputBytes?: number;
  /** So much of what it said last is kept; 8,000 characters unless told. */
  maxStderrChars?: number;
  /** Memory beyond this is refused to it; 4 GiB unless told. */
  maxMemoryBytes?: number;
  /** A file that it writes beyond this ends the run; 4 GiB unless told. */
  maxFileBytes?: number;
  /** Another one than this machine's. */
  ffmpeg?: Ffmpeg;
}

export interface RunResult {
  stdout: Buffer;
  /** The last of what it said. */
  stderr: string;
}

/** ffmpeg did not do what it was asked. `stderr` is its own last words, for the log and not for people. */
export class FfmpegError extends Error {
  readonly reason: "missing" | "failed" | "timeout" | "aborted" | "too-much-output";
  readonly exitCode: number | null;
  readonly stderr: string;

  constructor(reason: FfmpegError["reason"], details: { exitCode?: number | null; stderr?: string; cause?: unknown } = {}) {
    super(`ffmpeg: ${reason}${details.stderr ? `: ${details.stderr.trim().split("\n").at(-1)}` : ""}`, { cause: details.cause });
    this.name = "FfmpegError";
    this.reason = reason;
    this.exitCode = details.exitCode ?? null;
    this.stderr = details.stderr ?? "";
  }
}

const LOW_PRIORITY = 10;
const DEFAULT_MAX_STDERR = 8_000;
const DEFAULT_MAX_OUTPUT = 64 * 1024 * 1024;

/**
 * Stands before the arguments of every run: no questions, no chatter, and no other input than files and pipes,
 * because a playlist inside a video may name any address.
 */
const ALWAYS = ["-nostdin", "-hide_banner", "-loglevel", "error"] as const;

/** Every input gets the whitelist and its limit: they are options of the file that follows them. */
function guarded(args: readonly string[]): string[] {
  return args.flatMap((arg) => (arg === "-i" ? ["-protocol_whitelist", "file,pipe", ...INPUT_LIMITS, "-i"] : [arg]));
}

// What a program needs to start, and none of our keys. LD_LIBRARY_PATH is where some machines keep its libraries.
const PASSED_ON = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

/** The environment of the child. */
export function trimmedEnv(own: Record<string, string | undefined>): Record<string, string> {
  const passed = PASSED_ON.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]]]));
  // glibc sets addresses aside for each thread, which count as memory.
  return { ...Object.fromEntries(passed), LANG: "C", AV_LOG_FORCE_NOCOLOR: "1", MALLOC_ARENA_MAX: "2" };
}

/**
 * Runs ffmpeg as a child that cannot ask, wander off or stay.
 * @param args an array, never a line: a file name is a file name whatever it contains
 * @throws FfmpegError
 */
export async function runFfmpeg(args: readonly string[], options: RunOptions): Promise<RunResult> {
  const ffmpeg = options.ffmpeg ?? (await findFfmpeg());
  if (!ffmpeg) throw new FfmpegError("missing");
  if (options.signal?.aborted) throw new FfmpegError("aborted", { cause: options.signal.reason });

  const program = limited(ffmpeg, options.maxMemoryBytes, options.maxFileBytes);
  const child = spawn(program.path, [...program.args, ...ALWAYS, ...guarded(args)], {
    stdio: [options.input ? "pipe" : "ignore", "pipe", "pipe"],
    env: trimmedEnv(process.env) as NodeJS.ProcessEnv,
    windowsHide: true,
  });

  try {
    if (options.isPatient && child.pid !== undefined) setPriority(child.pid, LOW_PRIORITY);
  } catch {
    // A process that has already ended has no priority to set.
  }

  return new Promise((resolve, reject) => {
    const output: Buffer[] = [];
    let outputBytes = 0;
    let stderr = "";
    let stopped: FfmpegError["reason"] | undefined;
    // It holds nothing that would need an orderly end, and a hung decoder does not listen to a polite word.
    const stop = (reason: FfmpegError["reason"]): void => {
      stopped ??= reason;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => stop("timeout"), options.timeoutMs);
    const onAbort = (): void => stop("aborted");
    options.signal?.addEventListener("abort", onAbort, { once: true });

    const settle = (error: FfmpegError | null): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", onAbort);
      if (error) reject(error);
      else resolve({ stdout: Buffer.concat(output), stderr });
    };

    child.stdout?.on("data", (chunk: Buffer) => {
      if (options.onOutput) return options.onOutput(chunk);
      outputBytes += chunk.length;
      if (outputBytes > (options.maxOutputBytes ?? DEFAULT_MAX_OUTPUT)) stop("too-much-output");
      else output.push(chunk);
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(-(options.maxStderrChars ?? DEFAULT_MAX_STDERR));
    });
    // It may end before it has read everything, which its exit code tells better.
    child.stdin?.on("error", () => undefined).end(options.input);
    child.on("error", (cause) => settle(new FfmpegError("missing", { cause })));
    child.on("close", (exitCode) => {
      if (stopped) settle(new FfmpegError(stopped, { exitCode, stderr }));
      else settle(exitCode === 0 ? null : new FfmpegError("failed", { exitCode, stderr }));
    });
  });
}

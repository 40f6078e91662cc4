import { spawn } from "node:child_process";

export interface RunResult {
  code: number;
  /** Both streams, in the order in which they came. */
  output: string;
}

/** Runs a program to its end, or to the abort. `show` lets the output through as it comes; it is kept in any case. */
export function runToEnd(
  program: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; show?: boolean; signal?: AbortSignal },
): Promise<RunResult> {
  const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: ["ignore", "pipe", "pipe"] });
  const end = (): void => void child.kill("SIGTERM");
  if (options.signal?.aborted) end();
  options.signal?.addEventListener("abort", end, { once: true });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    if (options.show) process.stdout.write(chunk);
  });
  child.stderr.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    if (options.show) process.stderr.write(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      options.signal?.removeEventListener("abort", end);
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") });
    });
  });
}

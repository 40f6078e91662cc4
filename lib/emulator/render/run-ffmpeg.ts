import { spawn } from "node:child_process";
import { setPriority } from "node:os";

const LOW_PRIORITY = 10;

/**
 * Runs ffmpeg to its end, behind everything else on the machine.
 * @returns what it wrote to standard output
 * @throws an Error with its last words, or the reason of `signal`
 */
export function runFfmpeg(
  ffmpegPath: string,
  args: readonly string[],
  options: { timeoutMs: number; signal?: AbortSignal },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(ffmpegPath, args, {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: options.timeoutMs,
      killSignal: "SIGKILL",
      signal: options.signal,
    });
    try {
      if (child.pid !== undefined) setPriority(child.pid, LOW_PRIORITY);
    } catch {
      // A process that has already ended has no priority to set.
    }
    const output: Buffer[] = [];
    let words = "";
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-4_000);
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else reject(new Error(`ffmpeg ended with ${code ?? "a signal"}: ${words.trim()}`));
    });
  });
}

import { explain } from "./failures";
import { complain, paints } from "./output";
import { Interrupted } from "./stop-signal";

/**
 * The frame of every command: runs it, words its failure in a sentence, and sets the exit code.
 * A failure that nobody foresaw is a bug, and keeps its stack.
 */
export async function runCommand(work: (args: string[]) => Promise<number | void>): Promise<void> {
  // Whatever we and our processes write is for nobody else on this machine: clips, prompts, logs, backups.
  process.umask(0o077);
  try {
    finish((await work(process.argv.slice(2))) ?? 0);
  } catch (error) {
    if (error instanceof Interrupted) {
      complain("Stopped.");
      return finish(130);
    }
    const sentence = explain(error);
    complain(
      sentence === null ? String(error instanceof Error ? (error.stack ?? error.message) : error) : `${paints.red("✗")} ${sentence}`,
    );
    finish(1);
  }
}

function finish(exitCode: number): void {
  process.exitCode = exitCode;
  // Whoever started us holds a channel to us, to learn of its end; let go, or this process would wait for it.
  if (process.connected) process.disconnect();
}

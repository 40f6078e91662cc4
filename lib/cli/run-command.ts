import { explain } from "./failures";
import { complain, paints } from "./output";

/**
 * The frame of every command: runs it, words its failure in a sentence, and sets the exit code.
 * A failure that nobody foresaw is a bug, and keeps its stack.
 */
export async function runCommand(work: (args: string[]) => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await work(process.argv.slice(2))) ?? 0;
  } catch (error) {
    const sentence = explain(error);
    complain(
      sentence === null ? String(error instanceof Error ? (error.stack ?? error.message) : error) : `${paints.red("✗")} ${sentence}`,
    );
    process.exitCode = 1;
  }
  // Whoever started us holds a channel to us, to learn of its end; let go, or this process would wait for it.
  if (process.connected) process.disconnect();
}

/**
 * Places where a test may stop this process as a crash would. `DAILIES_FAILPOINT` names one and what happens there:
 * `<name>:kill` kills it by SIGKILL each time, `<name>:once=<file>` kills once and leaves the file behind,
 * `<name>:times=<n>=<file>` kills n times and keeps count in the file, `<name>:sleep=<ms>` holds it up.
 * Without the variable this does nothing.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

export const FAILPOINTS = [
  "intent.after_commit",
  "create.after_response",
  "ack.after_journal",
  "ack.after_commit",
  "poll.mid_batch",
  "archive.mid_stream",
  "archive.after_rename",
  "archive.after_commit",
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

/** Whether this process was started with that place set: where asking each time would cost something. */
export const isFailpointSet = (name: Failpoint): boolean => process.env["DAILIES_FAILPOINT"]?.startsWith(`${name}:`) ?? false;

export async function failpoint(name: Failpoint): Promise<void> {
  if (!isFailpointSet(name)) return;
  const [action, ...values] = process.env["DAILIES_FAILPOINT"]!.slice(name.length + 1).split("=");
  if (action === "sleep") return void (await new Promise((resolve) => setTimeout(resolve, Number(values[0]))));
  if (action === "once" && !countDown(1, values[0]!)) return;
  if (action === "times" && !countDown(Number(values[0]), values[1]!)) return;
  process.kill(process.pid, "SIGKILL");
  // SIGKILL arrives at once, but not within this tick.
  await new Promise(() => {});
}

/** Whether it is to happen once more; the file remembers beyond the death of the process. */
function countDown(times: number, file: string): boolean {
  const before = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (before >= times) return false;
  writeFileSync(file, String(before + 1));
  return true;
}

/**
 * Places where a test may stop this process as a crash would. `DAILIES_FAILPOINT=<name>:kill` kills it there by
 * SIGKILL, `<name>:once=<file>` kills once and leaves the file behind. Without the variable this does nothing.
 */
import { existsSync, writeFileSync } from "node:fs";

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

export async function failpoint(name: Failpoint): Promise<void> {
  const setting = process.env["DAILIES_FAILPOINT"];
  if (!setting?.startsWith(`${name}:`)) return;
  const action = setting.slice(name.length + 1);
  const flag = action.startsWith("once=") ? action.slice(5) : null;
  if (flag !== null && existsSync(flag)) return;
  if (flag !== null) writeFileSync(flag, "");
  process.kill(process.pid, "SIGKILL");
  // SIGKILL arrives at once, but not within this tick.
  await new Promise(() => {});
}

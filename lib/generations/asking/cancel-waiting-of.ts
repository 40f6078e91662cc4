import { db, withTransaction } from "@/lib/platform/db/client";
import { logError } from "@/lib/platform/log";
import { inParallel } from "@/lib/shared/in-parallel";
import { recordTransition } from "../record-transition";
import { wakeNextInLine } from "../sending/wake";
import { whereStatus } from "../status-sql";

/** Each takes a connection. */
const AT_ONCE = 4;

/**
 * Cancels what waits in projects that were deleted, because nobody would see what it is paid for. One by one: hundreds in
 * one transaction would take longer than it may, and hold up every press of the team.
 */
export async function cancelWaitingOf(projects: { projectId: string } | { teamId: string }, actorId: string): Promise<void> {
  const waiting = await db.generation.findMany({ where: { ...whereStatus("waiting"), ...projects }, select: { id: true } });
  await inParallel(waiting, AT_ONCE, async (clip) => {
    await withTransaction((tx) => recordTransition(tx, clip.id, { event: "cancel", from: "waiting", actorId }));
  }).catch((error: unknown) => {
    // They are deleted all the same. Whatever still waits is cancelled when its turn comes, by send.ts.
    logError(error, projects, "not all waiting clips of what was deleted could be cancelled");
  });
  if (waiting.length > 0) await wakeNextInLine();
}

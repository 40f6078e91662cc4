import { withTransaction } from "@/lib/platform/db/client";
import { logger } from "@/lib/platform/log";
import { keepSecondTask } from "./keep-second-task";
import { databaseNow, recordTransition } from "../record-transition";

/** A task needs some seconds at least: asking sooner tells nothing. */
export const FIRST_CHECK_MS = 3_000;

/**
 * Links an attempt with the task it made, attempt and generation in one transaction: a crash between the two
 * would strand a paid clip. A late answer may still claim an attempt that was already given up as uncertain, or even
 * as absent; if another task took its place meanwhile, both were bought, and both are kept.
 *
 * @returns false when the attempt is already settled otherwise.
 */
export async function acknowledge(
  attemptId: string,
  taskId: string,
  how: "answer" | "journal" | "marker" | "params" | "person" = "answer",
  actorId?: string,
): Promise<boolean> {
  return withTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const { count } = await tx.attempt.updateMany({
      where: { id: attemptId, state: { in: ["sending", "uncertain", "absent"] } },
      data: { state: "acknowledged", providerTaskId: taskId, endedAt: now },
    });
    if (count === 0) return false;
    const attempt = await tx.attempt.findUniqueOrThrow({ where: { id: attemptId } });
    const moved = await recordTransition(tx, attempt.generationId, {
      event: "accept",
      nextActionInMs: FIRST_CHECK_MS,
      data: {
        providerTaskId: taskId,
        providerAccount: attempt.providerAccount,
        apiStyle: attempt.apiStyle,
        acceptedAt: now,
        errorCode: null,
      },
      detail: { taskId, how },
      ...(actorId === undefined ? {} : { actorId }),
    });
    if (moved !== null) return true;
    const twin = await keepSecondTask(tx, attempt, taskId, FIRST_CHECK_MS);
    if (twin) logger.error({ generationId: attempt.generationId, attemptId, taskId }, "one generation was bought twice; both are kept");
    return twin !== null;
  });
}

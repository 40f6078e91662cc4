import { UnusableVideoError } from "@/lib/files/file-video";
import { MissingLinkError } from "@/lib/files/open-result";
import { withTransaction } from "@/lib/platform/db/client";
import { logger } from "@/lib/platform/log";
import { DownloadError } from "@/lib/providers/download";
import { ProviderError } from "@/lib/providers/types";
import { AppError } from "@/lib/shared/errors";
import { isBeyondSaving, savingDeadlines } from "./deadlines";
import { failureColumns } from "../failure";
import { databaseNow, recordTransition } from "../record-transition";

/**
 * After an attempt to save a finished clip failed: gives it up once its link and the provider's record of it are both
 * past their ends, and not before. What is known of it is kept beside the event, for a claim with the provider.
 * It stays in `saving` where nobody answered (a network that is down, a full disk, a key that is missing): an answer
 * may come later, and waiting for it costs nothing.
 *
 * @returns whether it was given up
 */
export async function expireUnsaved(generationId: string, error: unknown): Promise<boolean> {
  if (!isAnswer(error)) return false;
  const given = await withTransaction(async (tx) => {
    const row = await tx.generation.findUnique({ where: { id: generationId }, include: { attempts: { orderBy: { number: "asc" } } } });
    const now = await databaseNow(tx);
    if (!row || row.status !== "saving" || !isBeyondSaving(savingDeadlines(row), now)) return false;
    const { recordEndsAt, linkEndsAt } = savingDeadlines(row);
    const moved = await recordTransition(tx, row.id, {
      event: "expire",
      data: failureColumns("archive", null),
      detail: {
        taskId: row.providerTaskId,
        account: row.providerAccount,
        requestHash: row.requestHash,
        sentAt: iso(row.sentAt),
        acceptedAt: iso(row.acceptedAt),
        succeededAt: iso(row.succeededAt),
        recordEndedAt: iso(recordEndsAt),
        linkEndedAt: iso(linkEndsAt),
        tokens: row.actualTokens,
        micros: row.actualMicros,
        failures: row.failures + 1,
        attempts: row.attempts.map(({ id, number, marker, state, sentAt, providerTaskId }) => ({
          id,
          number,
          marker,
          state,
          sentAt: sentAt.toISOString(),
          taskId: providerTaskId,
        })),
      },
    });
    return moved !== null;
  });
  if (given) logger.error({ generationId }, "a clip that was paid for could not be saved before the provider deleted it");
  return given;
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Somebody was there and did not have the file, as against silence. */
function isAnswer(error: unknown): boolean {
  if (error instanceof DownloadError) {
    // Of these statuses the file is not the cause: the key, the money, the pace, or a server in trouble.
    if (error.status !== null) return error.status < 500 && ![401, 402, 429].includes(error.status);
    return !["network", "tooSlow", "aborted"].includes(error.problem);
  }
  if (error instanceof ProviderError) return error.failure.kind === "taskNotFound";
  if (error instanceof AppError) return false;
  return error instanceof UnusableVideoError || error instanceof MissingLinkError;
}

import type { Generation } from "@/lib/platform/db/generated/client";
import { linkIsTriedUntil } from "@/lib/providers/link-expiry";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long the provider answers for a task, alone or in its list; its guide and the public reference agree on seven days. */
export const RECORD_LIFE_MS = 7 * DAY_MS;
/** A task that has not ended by then is expired by the provider: `execution_expires_after`, which we leave at its default. */
export const EXECUTION_LIMIT_MS = 48 * HOUR_MS;

type FinishedRow = Pick<Generation, "createdAt" | "sentAt" | "acceptedAt" | "succeededAt" | "resultUrl">;

export interface SavingDeadlines {
  /** Until then a dead link can be asked for anew. */
  recordEndsAt: Date;
  /** Until then the file itself is worth a try: by the link that we have, or by the API's own. */
  linkEndsAt: Date;
}

/** How long a finished clip can still be fetched: as long as its link lives, or a new one can be had. */
export function savingDeadlines({ createdAt, sentAt, acceptedAt, succeededAt, resultUrl }: FinishedRow): SavingDeadlines {
  const madeAt = sentAt ?? acceptedAt ?? createdAt;
  return {
    recordEndsAt: new Date(madeAt.getTime() + RECORD_LIFE_MS),
    linkEndsAt: linkIsTriedUntil(resultUrl ?? "", succeededAt ?? madeAt),
  };
}

/** Whether every deadline of it is over. */
export const isBeyondSaving = ({ recordEndsAt, linkEndsAt }: SavingDeadlines, now: Date): boolean =>
  recordEndsAt <= now && linkEndsAt <= now;

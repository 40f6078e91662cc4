import { db, withTransaction } from "@/lib/platform/db/client";
import type { Generation, Prisma } from "@/lib/platform/db/generated/client";
import { logger } from "@/lib/platform/log";
import type { ProviderFailure } from "@/lib/providers/types";
import { backoffMs } from "@/lib/shared/backoff";
import { failureColumns } from "../failure";
import { databaseNow } from "../record-transition";
import { touch } from "@/lib/platform/events/touch";

/** A task that is not found so often, over so long, is worth a person's attention. It is asked for all the same. */
const MISSES = 3;
const OVER_MS = 10 * 60_000;

// A type and not an interface: it goes into a JSON column.
type Missing = { since: string; looks: number };

/**
 * The provider answered that it does not know a task that it accepted. That is never the end of it: replicas lag,
 * keys are mixed up, gateways err, and the clip may have been paid for. The state stays as it is; after a while the
 * card says what is the matter.
 */
export async function noteMissing(row: Generation, failure: ProviderFailure): Promise<void> {
  const now = await databaseNow(db);
  const before = missingOf(row);
  const missing: Missing = { since: before?.since ?? now.toISOString(), looks: (before?.looks ?? 0) + 1 };
  const isNoted = missing.looks >= MISSES && now.getTime() - Date.parse(missing.since) >= OVER_MS;
  const isNew = isNoted && row.waitingFor !== "missing";
  const waitMs = backoffMs(missing.looks, { firstMs: 3_000, maxMs: isNoted ? 5 * 60_000 : 60_000 });
  const { errorDetail } = failureColumns(failure.kind, failure);
  await withTransaction(async (tx) => {
    const { count } = await tx.generation.updateMany({
      where: { id: row.id, status: row.status },
      data: {
        nextActionAt: new Date(now.getTime() + waitMs),
        lastCheckedAt: now,
        failures: { increment: 1 },
        waitingFor: isNoted ? "missing" : null,
        errorDetail: { ...errorDetail, missing } satisfies Prisma.InputJsonObject,
      },
    });
    if (count > 0 && isNew) await touch(tx, { id: row.id, teamId: row.teamId });
  });
  if (isNew) logger.error({ generationId: row.id, taskId: row.providerTaskId }, "the provider does not know a task that it accepted");
}

function missingOf({ errorDetail }: Generation): Missing | null {
  if (errorDetail === null || typeof errorDetail !== "object" || Array.isArray(errorDetail)) return null;
  const { missing } = errorDetail;
  if (missing === null || typeof missing !== "object" || Array.isArray(missing)) return null;
  const { since, looks } = missing as Prisma.JsonObject;
  return typeof since === "string" && typeof looks === "number" ? { since, looks } : null;
}

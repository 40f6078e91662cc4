import { type Generation, Prisma } from "@/lib/platform/db/generated/client";
import { withTransaction } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logger } from "@/lib/platform/log";
import { readLinkExpiry } from "@/lib/providers/link-expiry";
import type { TaskSnapshot } from "@/lib/providers/types";
import { endingOf, failureColumns } from "../failure";
import { archiveGenerationJob } from "../jobs";
import { billOf } from "../bill";
import { databaseNow, recordTransition } from "../record-transition";
import { meaningOfLook, writeAnswer } from "./write-answer";
import { touch } from "@/lib/platform/events/touch";

/** How often a finished task may lack its link before its file is asked for directly (`/content`); both vendor programs use three. */
export const LOOKS_WITHOUT_LINK = 3;

/**
 * Writes down one look at a task. Facts only ever move a generation forward: a word nobody knows, or an older
 * state than ours, changes nothing but the time of the look.
 */
export const applySnapshot = (row: Generation, snapshot: TaskSnapshot, nextCheckMs: number): Promise<void> =>
  writeAnswer(snapshot, meaningOfLook, (look) => write(row, look, nextCheckMs), { generationId: row.id });

async function write(row: Generation, snapshot: TaskSnapshot, nextCheckMs: number): Promise<void> {
  const facts = {
    providerModel: snapshot.providerModel ?? row.providerModel,
    actualSeed: snapshot.seed === null ? row.actualSeed : BigInt(snapshot.seed),
    actualRatio: snapshot.ratio ?? row.actualRatio,
    actualResolution: snapshot.resolution ?? row.actualResolution,
    actualDuration: snapshot.durationSeconds ?? row.actualDuration,
    // Only a success is billed, says the documentation; what is reported all the same is kept, and shown as charged.
    actualTokens: snapshot.tokens ?? row.actualTokens,
    actualMicros:
      snapshot.tokens === null ? row.actualMicros : await billOf(row, snapshot.tokens, snapshot.resolution ?? row.actualResolution),
  };
  await withTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const looked = async (errorDetail: Prisma.InputJsonObject | typeof Prisma.DbNull = Prisma.DbNull) => {
      await tx.generation.updateMany({
        where: { id: row.id, status: row.status },
        data: {
          lastCheckedAt: now,
          failures: 0,
          nextActionAt: new Date(now.getTime() + nextCheckMs),
          // It is seen: whatever was noted about looks that failed is over.
          waitingFor: null,
          errorDetail,
        },
      });
      await touch(tx, { id: row.id, teamId: row.teamId });
    };
    switch (snapshot.status) {
      case "running": {
        const moved = await recordTransition(tx, row.id, {
          event: "start",
          nextActionInMs: nextCheckMs,
          data: { ...facts, startedAt: now, lastCheckedAt: now, errorDetail: Prisma.DbNull },
        });
        if (!moved) await looked();
        return;
      }
      case "succeeded": {
        // Some answers say "done" a little before they say where: look again, and then go without a link.
        if (snapshot.videoUrl === null && !snapshot.servesContent && row.failures < LOOKS_WITHOUT_LINK) {
          await tx.generation.updateMany({
            where: { id: row.id, status: row.status },
            data: { lastCheckedAt: now, failures: { increment: 1 }, nextActionAt: new Date(now.getTime() + 3_000) },
          });
          return;
        }
        const moved = await recordTransition(tx, row.id, {
          event: "succeed",
          nextActionInMs: 0,
          data: {
            ...facts,
            lastCheckedAt: now,
            succeededAt: now,
            startedAt: row.startedAt ?? now,
            resultUrl: snapshot.videoUrl,
            lastFrameUrl: snapshot.lastFrameUrl,
            resultExpiresAt: snapshot.videoUrl === null ? null : readLinkExpiry(snapshot.videoUrl, now),
            errorCode: null,
            errorDetail: Prisma.DbNull,
          },
        });
        if (moved) await enqueue(archiveGenerationJob, { generationId: row.id }, { tx, key: row.id });
        return;
      }
      case "failed": {
        const code = snapshot.error?.kind ?? "unknown";
        await recordTransition(tx, row.id, {
          event: endingOf(code),
          data: { ...facts, lastCheckedAt: now, ...failureColumns(code, snapshot.error) },
        });
        return;
      }
      case "cancelled":
        await recordTransition(tx, row.id, { event: "cancel", data: { ...facts, lastCheckedAt: now } });
        return;
      case "expired":
        await recordTransition(tx, row.id, {
          event: "expire",
          data: { ...facts, lastCheckedAt: now, ...failureColumns("expired", snapshot.error) },
        });
        return;
      case null:
        logger.warn({ generationId: row.id, rawStatus: snapshot.rawStatus }, "unknown task status");
        // Kept beside the row until a word is understood again: an owner should know that the contract changed.
        return looked({ unknownStatus: snapshot.rawStatus });
      case "queued":
        return looked();
    }
  });
}

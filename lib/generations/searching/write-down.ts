import { db } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logger } from "@/lib/platform/log";
import { readLinkExpiry } from "@/lib/providers/link-expiry";
import { endedWithoutClip, type TaskSnapshot } from "@/lib/providers/types";
import { newId } from "@/lib/shared/ids";
import { databaseNow } from "@/lib/generations/record-transition";
import { attendUnclaimedJob } from "./tray/jobs";
import { factsOf, type TaskFacts } from "./task-facts";

/**
 * Writes tasks down that belong to nobody, each once however often it is seen, and rings for their files. What ended
 * without one is remembered, so that it can be shown as what it is, and never looked at again.
 * @returns how many were new
 */
export async function writeDown(account: string, tasks: readonly TaskSnapshot[], reason: TaskFacts["reason"]): Promise<number> {
  if (tasks.length === 0) return 0;
  const now = await databaseNow(db);
  const rows = tasks.map((task) => ({
    id: newId(),
    providerAccount: account,
    providerTaskId: task.id,
    status: endedWithoutClip(task.status) ? ("gone" as const) : task.status === "succeeded" ? ("saving" as const) : ("waiting" as const),
    facts: factsOf(task, reason) satisfies Prisma.InputJsonObject,
    resultUrl: task.videoUrl,
    resultExpiresAt: task.videoUrl === null ? null : readLinkExpiry(task.videoUrl, now),
    nextActionAt: endedWithoutClip(task.status) ? null : now,
    foundAt: now,
  }));
  const { count } = await db.unclaimedTask.createMany({ data: rows, skipDuplicates: true });
  if (count === 0) return 0;
  logger.warn({ count, reason }, "tasks at the provider that belong to nobody were written down");
  const made = await db.unclaimedTask.findMany({
    where: { id: { in: rows.map((row) => row.id) }, nextActionAt: { not: null } },
    select: { id: true },
  });
  for (const { id } of made) await enqueue(attendUnclaimedJob, { unclaimedId: id }, { key: id });
  return count;
}

/** Those of these tasks that no row of ours owns: no attempt, no generation, and no entry of the tray. */
export async function withoutOwner(account: string, tasks: readonly TaskSnapshot[]): Promise<TaskSnapshot[]> {
  const where = { providerAccount: account, providerTaskId: { in: tasks.map((task) => task.id) } };
  const select = { providerTaskId: true } as const;
  const owned = await Promise.all([
    db.attempt.findMany({ where, select }),
    db.generation.findMany({ where, select }),
    db.unclaimedTask.findMany({ where, select }),
  ]);
  const ids = new Set(owned.flat().map((row) => row.providerTaskId));
  return tasks.filter((task) => !ids.has(task.id));
}

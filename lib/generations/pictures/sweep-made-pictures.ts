import { db, withTransaction } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logger } from "@/lib/platform/log";
import { makePictureJob } from "./jobs";
import { noteMade, pictureJournal } from "./make-picture";
import { move } from "./move-picture";

const BATCH = 50;

/** Rows that were forgotten: what is due is rung for, and what was being sent by somebody who is dead is uncertain for good. */
export async function sweepMadePictures(): Promise<void> {
  // First, because it may know what became of one that would be given up.
  await replayJournal();
  await honourHold();
  const now = await databaseNow(db);
  const lost = await db.madePicture.findMany({ where: { state: "sending", leaseUntil: { lte: now } }, select: { id: true }, take: BATCH });
  for (const { id } of lost) await lose(id);
  const due = await db.madePicture.findMany({
    where: { state: { in: ["asked", "made"] }, nextActionAt: { lte: now } },
    select: { id: true },
    take: BATCH,
  });
  for (const { id } of due) await enqueue(makePictureJob, { pictureId: id }, { key: id });
}

async function lose(id: string): Promise<void> {
  await withTransaction((tx) =>
    move(tx, id, ["asked", "sending"], { state: "uncertain", errorCode: "uncertain", leaseUntil: null, nextActionAt: null }),
  );
  logger.warn({ pictureId: id }, "a picture is uncertain");
}

/** On hold this may be a copy: what was asked for before it, the original may have sent, and paid for. */
async function honourHold(): Promise<void> {
  const instance = await db.instance.findUnique({ where: { id: 1 }, select: { holdReason: true, holdSince: true } });
  if (!instance?.holdReason || !instance.holdSince) return;
  const rows = await db.madePicture.findMany({
    where: { state: { in: ["asked", "sending"] }, createdAt: { lte: instance.holdSince } },
    select: { id: true },
    take: BATCH,
  });
  for (const { id } of rows) await lose(id);
}

async function replayJournal(): Promise<void> {
  const journal = pictureJournal();
  for (const { attemptId, taskId } of await journal.read()) {
    // A restored database may be older than it: then it is the only trace of something that was paid for.
    if ((await db.madePicture.count({ where: { id: attemptId } })) === 0) continue;
    await noteMade(attemptId, taskId);
    await journal.remove(attemptId);
  }
}

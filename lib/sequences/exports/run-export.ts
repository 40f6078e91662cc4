import { createReadStream } from "node:fs";
import { keyOf } from "@/lib/files/keys";
import { examineClip } from "@/lib/files/file-video";
import { recordFile } from "@/lib/files/record-file";
import { assertRoomFor } from "@/lib/generations/keeping/disk-room";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logError } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { withScratch } from "@/lib/platform/with-scratch";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { exportBodySchema, expectedFilmBytes } from "./body";
import { exportSequenceJob } from "./jobs";
import { FilmError, makeFilm } from "./make-film";

/** A worker that was killed gives its export back after this. */
const LEASE_SECONDS = 30;
/** How often the row hears how far it is, and we hear whether it is still wanted. */
const BEAT_MS = 1_000;

interface Claim {
  id: string;
  teamId: string;
  sequenceId: string;
  leaseToken: string;
  timeline: Prisma.JsonValue;
  frames: number;
}

/**
 * Makes what an export asks for. The film lies in a folder of its own until it is whole, and file and "ready" are one transaction: whoever
 * is cut short leaves nothing that could be taken for a film, and the next one begins anew.
 * @param signal the worker has to go: the row is given back at once
 */
export async function runExport(exportId: string, signal: AbortSignal): Promise<void> {
  const claim = await claimExport(exportId);
  if (!claim) return;
  const unwanted = new AbortController();
  const either = AbortSignal.any([signal, unwanted.signal]);
  let framesDone = 0;
  const beat = setInterval(() => {
    renew(claim, framesDone).then(
      (isWanted) => isWanted || unwanted.abort(),
      (error: unknown) => logError(error, { exportId }, "an export could not say how far it is"),
    );
  }, BEAT_MS);
  try {
    await withScratch("film", async (folder) => {
      const body = exportBodySchema.parse(claim.timeline);
      await assertRoomFor(2 * expectedFilmBytes(body, claim.frames));
      const onFrames = (done: number): void => void (framesDone = Math.min(done, claim.frames));
      await keep(claim, await makeFilm(body, { teamId: claim.teamId, folder, signal: either, onFrames }), either);
    });
  } catch (error) {
    if (signal.aborted) await giveBack(claim);
    else if (!unwanted.signal.aborted) await fail(claim, error);
  } finally {
    clearInterval(beat);
  }
}

/** Whoever gets the row makes the film; nobody where it is over, or somebody else is at it. */
async function claimExport(id: string): Promise<Claim | null> {
  const [row] = await db.$queryRaw<Claim[]>`
    UPDATE sequence_exports
    SET status = 'running', lease_token = ${newId()}::uuid, frames_done = 0, next_action_at = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE id = ${id}::uuid AND (status = 'waiting' OR (status = 'running' AND next_action_at <= now()))
    RETURNING id, team_id AS "teamId", sequence_id AS "sequenceId", lease_token AS "leaseToken", timeline, frames`;
  if (row) await publish(db, { teamId: row.teamId, kind: "sequence", id: row.sequenceId });
  return row ?? null;
}

/** @returns whether it is still ours and still wanted */
async function renew({ id, teamId, sequenceId, leaseToken }: Claim, framesDone: number): Promise<boolean> {
  const changed = await db.$queryRaw<{ isNews: boolean }[]>`
    UPDATE sequence_exports AS now
    SET frames_done = ${framesDone}, next_action_at = now() + ${LEASE_SECONDS} * interval '1 second'
    FROM sequence_exports AS before
    WHERE now.id = ${id}::uuid AND before.id = now.id AND now.lease_token = ${leaseToken}::uuid AND now.status = 'running'
    RETURNING before.frames_done <> now.frames_done AS "isNews"`;
  if (changed[0]?.isNews) await publish(db, { teamId, kind: "sequence", id: sequenceId });
  return changed.length > 0;
}

async function keep(claim: Claim, film: string, signal: AbortSignal): Promise<void> {
  const owner = { teamId: claim.teamId, exportId: claim.id };
  const key = keyOf(owner, "video");
  const facts = await examineClip(film);
  signal.throwIfAborted();
  const { sha256 } = await getStorage().put(key, createReadStream(film), { contentType: facts.mime, signal });
  const isKept = await withTransaction(async (tx) => {
    if (!(await settle(tx, claim, { status: "ready", framesDone: claim.frames }))) return false;
    await recordFile(tx, owner, { variant: "video", key, isDerived: false, ...facts, sha256 });
    return true;
  });
  // Cancelled, or removed with its sequence, in the last moment: nobody knows of these bytes.
  if (!isKept) await getStorage().delete(key);
}

async function settle(tx: Prisma.TransactionClient, claim: Claim, data: Prisma.SequenceExportUpdateManyMutationInput): Promise<boolean> {
  const { count } = await tx.sequenceExport.updateMany({
    where: { id: claim.id, leaseToken: claim.leaseToken, status: "running" },
    data: { finishedAt: new Date(), nextActionAt: null, leaseToken: null, ...data },
  });
  if (count > 0) await publish(tx, { teamId: claim.teamId, kind: "sequence", id: claim.sequenceId });
  return count > 0;
}

async function fail(claim: Claim, error: unknown): Promise<void> {
  logError(error, { exportId: claim.id }, "a sequence could not be exported");
  const { code, values } =
    error instanceof FilmError
      ? error
      : ({ code: error instanceof AppError && error.code === "storage-full" ? "noRoom" : "failed", values: {} } as const);
  await settle(db, claim, { status: "failed", errorCode: code, errorValues: values });
}

/** Nothing went wrong with it: the next worker takes it at once. */
async function giveBack(claim: Claim): Promise<void> {
  const back = { status: "waiting", framesDone: 0, nextActionAt: new Date(), finishedAt: null } as const;
  await settle(db, claim, back);
}

/** Rings for what is due: rows whose worker has gone, and those whose job was lost. @returns how many */
export async function sweepExports(): Promise<number> {
  const due = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM sequence_exports WHERE next_action_at <= now() ORDER BY next_action_at LIMIT 50`;
  for (const { id } of due) await enqueue(exportSequenceJob, { exportId: id }, { key: id });
  return due.length;
}

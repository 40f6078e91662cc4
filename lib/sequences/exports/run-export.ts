import { createReadStream } from "node:fs";
import { keyOf } from "@/lib/files/keys";
import { examineClip } from "@/lib/files/file-video";
import { aigcMetadata } from "@/lib/files/label/aigc";
import { recordFile } from "@/lib/files/record-file";
import { assertRoomFor } from "@/lib/generations/keeping/disk-room";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logError } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { roomForScratch, withScratch } from "@/lib/platform/with-scratch";
import { isMarkedForChina } from "@/lib/projects/label-policy";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { exportBodySchema, expectedFilmBytes } from "./body";
import { EXPORT_TIMEOUT_SECONDS, exportSequenceJob } from "./jobs";
import { FilmError, makeFilm } from "./make-film";

/** A worker that was killed gives its export back after this. */
const LEASE_SECONDS = 30;
/** How often the row hears how far it is, and we hear whether it is still wanted. */
const BEAT_MS = 1_000;
/** A film that takes its worker down with it so often is not begun again: it would stand before everybody else's for ever. */
const MOST_ATTEMPTS = 3;

interface Claim {
  id: string;
  teamId: string;
  sequenceId: string;
  leaseToken: string;
  timeline: Prisma.JsonValue;
  frames: number;
  /** Which time this is, from 1; those that a worker gave back do not count. */
  attempts: number;
}

/**
 * Makes what an export asks for. The film lies in a folder of its own until it is whole, and file and "ready" are one transaction: whoever
 * is cut short leaves nothing that could be taken for a film, and the next one begins anew.
 * @param signal the worker has to go: the row is given back at once
 * @param timeoutMs a film that is not whole by then has failed: another time it would not be quicker
 */
export async function runExport(exportId: string, signal: AbortSignal, timeoutMs = EXPORT_TIMEOUT_SECONDS * 1000): Promise<void> {
  const claim = await claimExport(exportId);
  if (!claim) return;
  if (claim.attempts > MOST_ATTEMPTS) return fail(claim, new FilmError("workerLost", { count: MOST_ATTEMPTS }));
  if (!(await renew(claim, 0))) return drop(claim);
  const unwanted = new AbortController();
  const late = AbortSignal.timeout(timeoutMs);
  const stops = AbortSignal.any([signal, unwanted.signal, late]);
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
      // The pieces and what they are joined to lie in the folder, whose disk may be another one than that of the films.
      const bytes = expectedFilmBytes(body, claim.frames);
      await assertRoomFor(bytes);
      if ((await roomForScratch(folder)) < 2 * bytes) throw new FilmError("noRoom");
      const onFrames = (done: number): void => void (framesDone = Math.min(done, claim.frames));
      const { name: producer } = await db.team.findUniqueOrThrow({ where: { id: claim.teamId }, select: { name: true } });
      const aigc = isMarkedForChina(body.aiLabels) ? aigcMetadata({ producer, id: claim.id }) : null;
      await keep(claim, await makeFilm(body, { teamId: claim.teamId, folder, signal: stops, onFrames, aigc }), stops);
    });
  } catch (error) {
    if (signal.aborted) await giveBack(claim);
    else if (unwanted.signal.aborted) await drop(claim);
    else await fail(claim, late.aborted ? new FilmError("tooSlow", { hours: EXPORT_TIMEOUT_SECONDS / 3600 }, error) : error);
  } finally {
    clearInterval(beat);
  }
}

/** Whoever gets the row makes the film; nobody where it is over, or somebody else is at it. */
async function claimExport(id: string): Promise<Claim | null> {
  const [row] = await db.$queryRaw<Claim[]>`
    UPDATE sequence_exports
    SET status = 'running', lease_token = ${newId()}::uuid, frames_done = 0, attempts = attempts + 1,
      next_action_at = now() + ${LEASE_SECONDS} * interval '1 second'
    WHERE id = ${id}::uuid AND (status = 'waiting' OR (status = 'running' AND next_action_at <= now()))
    RETURNING id, team_id AS "teamId", sequence_id AS "sequenceId", lease_token AS "leaseToken", timeline, frames, attempts`;
  if (row) await publish(db, { teamId: row.teamId, kind: "export", id: row.sequenceId });
  return row ?? null;
}

/** @returns whether it is still ours and still wanted: nobody would see a film of a project that was deleted */
async function renew({ id, leaseToken }: Claim, framesDone: number): Promise<boolean> {
  // Not an event: whoever has one on screen that is being made asks how far it is every few seconds.
  const count = await db.$executeRaw`
    UPDATE sequence_exports AS export
    SET frames_done = ${framesDone}, next_action_at = now() + ${LEASE_SECONDS} * interval '1 second'
    FROM sequences AS sequence JOIN projects AS project ON project.id = sequence.project_id
    WHERE export.id = ${id}::uuid AND export.lease_token = ${leaseToken}::uuid AND export.status = 'running'
      AND sequence.id = export.sequence_id AND project.deleted_at IS NULL`;
  return count > 0;
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
  if (isKept) return;
  // Cancelled, or removed with its sequence, in the last moment: nobody knows of these bytes. Where the lease was lost they may be
  // those of whoever took over, who writes to the same place.
  const row = await db.sequenceExport.findUnique({ where: { id: claim.id }, select: { status: true } });
  if (!row || row.status === "cancelled" || row.status === "failed") await getStorage().delete(key);
}

async function settle(tx: Prisma.TransactionClient, claim: Claim, data: Prisma.SequenceExportUpdateManyMutationInput): Promise<boolean> {
  const { count } = await tx.sequenceExport.updateMany({
    where: { id: claim.id, leaseToken: claim.leaseToken, status: "running" },
    data: { finishedAt: new Date(), nextActionAt: null, leaseToken: null, ...data },
  });
  if (count > 0) await publish(tx, { teamId: claim.teamId, kind: "export", id: claim.sequenceId });
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

/** Nobody wants it any more. Where it is not ours any more either this changes nothing. */
async function drop(claim: Claim): Promise<void> {
  await settle(db, claim, { status: "cancelled" });
}

/** Nothing went wrong with it: the next worker takes it at once. */
async function giveBack(claim: Claim): Promise<void> {
  const again = { attempts: { decrement: 1 }, nextActionAt: new Date(), finishedAt: null };
  const back = { status: "waiting", framesDone: 0, ...again } as const;
  await settle(db, claim, back);
}

/** Rings for what is due: rows whose worker has gone, and those whose job was lost. @returns how many */
export async function sweepExports(): Promise<number> {
  const due = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM sequence_exports WHERE next_action_at <= now() ORDER BY next_action_at LIMIT 50`;
  for (const { id } of due) await enqueue(exportSequenceJob, { exportId: id }, { key: id });
  return due.length;
}

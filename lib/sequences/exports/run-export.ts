import { createReadStream } from "node:fs";
import { keyOf } from "@/lib/files/keys";
import { examineClip } from "@/lib/files/file-video";
import { aigcMetadata } from "@/lib/files/label/aigc";
import { recordFile } from "@/lib/files/record-file";
import { assertRoomFor } from "@/lib/generations/keeping/disk-room";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { lease, type LeasedRow, MOST_ATTEMPTS, ringForRows, workOnRow } from "@/lib/platform/jobs/leased-row";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logError } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import { roomForScratch, withScratch } from "@/lib/platform/with-scratch";
import { isMarkedForChina } from "@/lib/projects/label-policy";
import { AppError } from "@/lib/shared/errors";
import { exportBodySchema, expectedFilmBytes } from "./body";
import { EXPORT_TIMEOUT_SECONDS, exportSequenceJob } from "./jobs";
import { FilmError, makeFilm } from "./make-film";

interface Claim extends LeasedRow {
  teamId: string;
  sequenceId: string;
  timeline: Prisma.JsonValue;
  frames: number;
}

/**
 * Makes what an export asks for. The film lies in a folder of its own until it is whole, and file and "ready" are one transaction: whoever
 * is cut short leaves nothing that could be taken for a film, and the next one begins anew.
 * @param signal the worker has to go: the row is given back at once
 */
export async function runExport(exportId: string, signal: AbortSignal, timeoutMs = EXPORT_TIMEOUT_SECONDS * 1000): Promise<void> {
  const claim = await claimExport(exportId);
  if (!claim) return;
  if (claim.attempts > MOST_ATTEMPTS) return fail(claim, new FilmError("workerLost", { count: MOST_ATTEMPTS }));
  // Nobody wants it any more. Where it is not ours any more either this changes nothing.
  const drop = () => settle(db, claim, { status: "cancelled" });
  if (!(await renew(claim, 0))) return void (await drop());
  let framesDone = 0;
  await workOnRow({
    signal,
    timeoutMs,
    about: { exportId },
    renew: () => renew(claim, framesDone),
    giveBack: () => settle(db, claim, { ...lease.giveBack(), framesDone: 0 }),
    drop,
    fail: (error, isLate) => fail(claim, isLate ? new FilmError("tooSlow", { hours: EXPORT_TIMEOUT_SECONDS / 3600 }, error) : error),
    work: (stops) =>
      withScratch("film", async (folder) => {
        const body = exportBodySchema.parse(claim.timeline);
        // The pieces and what they are joined to lie in the folder, whose disk may be another one than that of the films.
        const bytes = expectedFilmBytes(body, claim.frames);
        await assertRoomFor(bytes);
        if ((await roomForScratch(folder)) < 2 * bytes) throw new FilmError("noRoom");
        const onFrames = (done: number): void => void (framesDone = Math.min(done, claim.frames));
        const { name: producer } = await db.team.findUniqueOrThrow({ where: { id: claim.teamId }, select: { name: true } });
        const aigc = isMarkedForChina(body.aiLabels) ? aigcMetadata({ producer, id: claim.id }) : null;
        await keep(claim, await makeFilm(body, { teamId: claim.teamId, folder, signal: stops, onFrames, aigc }), stops);
      }),
  });
}

/** Whoever gets the row makes the film; nobody where it is over, or somebody else is at it. */
async function claimExport(id: string): Promise<Claim | null> {
  const [row] = await db.$queryRaw<Claim[]>`
    UPDATE sequence_exports SET ${lease.take()}, frames_done = 0 WHERE id = ${id}::uuid AND ${lease.isFree}
    RETURNING id, team_id AS "teamId", sequence_id AS "sequenceId", lease_token AS "leaseToken", timeline, frames, attempts`;
  if (row) await publish(db, { teamId: row.teamId, kind: "export", id: row.sequenceId });
  return row ?? null;
}

/** @returns whether it is still ours and still wanted: nobody would see a film of a project that was deleted */
async function renew(claim: Claim, framesDone: number): Promise<boolean> {
  // Not an event: whoever has one on screen that is being made asks how far it is every few seconds.
  const count = await db.$executeRaw`
    UPDATE sequence_exports AS export
    SET frames_done = ${framesDone}, ${lease.hold}
    FROM sequences AS sequence JOIN projects AS project ON project.id = sequence.project_id
    WHERE ${lease.isOurs(claim, "export")} AND sequence.id = export.sequence_id AND project.deleted_at IS NULL`;
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
    data: { ...lease.end(), ...data },
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

/** @returns how many rang */
export const sweepExports = (): Promise<number> =>
  ringForRows("sequence_exports", (id) => enqueue(exportSequenceJob, { exportId: id }, { key: id }));

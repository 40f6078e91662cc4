import { makePreview } from "@/lib/files/make-preview";
import { recordFile } from "@/lib/files/record-file";
import { makeWatermarked, readMark } from "@/lib/files/watermark";
import { labelCopy } from "@/lib/generations/copies/label-copy";
import { assertRoomForPreview } from "@/lib/generations/keeping/disk-room";
import { keepMade } from "@/lib/generations/keeping/keep-made";
import { db, withTransaction } from "@/lib/platform/db/client";
import type { PayloadOf } from "@/lib/platform/jobs/define-job";
import type { guestCopyJob } from "./jobs";

/**
 * Makes a copy for guests where it is not there, whole: the original stays as it is. Throws when it fails: the queue waits and repeats.
 */
export async function makeGuestCopy({ generationId, exportId, mark }: PayloadOf<typeof guestCopyJob>, signal?: AbortSignal): Promise<void> {
  if (generationId !== null) await ofClip(generationId, mark, signal);
  else if (exportId !== null && mark !== null) await ofFilm(exportId, mark, signal);
}

async function ofClip(generationId: string, mark: string | null, signal?: AbortSignal): Promise<void> {
  const row = await db.generation.findUnique({ where: { id: generationId }, include: { files: true } });
  if (row?.status !== "ready" || row.deletedAt !== null) return;
  const isThere = (variant: string, words = "") =>
    row.files.some((one) => one.variant === variant && one.mark === words && one.damagedAt === null);
  if (!isThere("video") || (mark === null ? isThere("preview") : isThere("watermarked", mark))) return;
  const owner = { teamId: row.teamId, generationId };
  await assertRoomForPreview(row.actualDuration ?? row.durationSeconds);
  if (mark === null) return keepMade(row, await makePreview(owner, signal));
  if (readMark(mark).isLabelled && !isThere("labelled")) await labelCopy(generationId, signal);
  await keepMade(row, await makeWatermarked(owner, mark, signal));
}

async function ofFilm(exportId: string, mark: string, signal?: AbortSignal): Promise<void> {
  const film = await db.sequenceExport.findUnique({ where: { id: exportId }, include: { files: true } });
  const video = film?.files.find(({ variant, damagedAt, trashedAt }) => variant === "video" && damagedAt === null && trashedAt === null);
  if (!film || !video || film.files.some((one) => one.variant === "watermarked" && one.mark === mark && one.damagedAt === null)) return;
  await assertRoomForPreview(Math.ceil((video.durationMs ?? 0) / 1000));
  const owner = { teamId: film.teamId, exportId };
  const made = await makeWatermarked(owner, mark, signal);
  await withTransaction((tx) => recordFile(tx, owner, made));
}

import { MODELS, OUTPUT_PIXELS, type Resolution } from "@/lib/models/catalog";
import { PREVIEW_PIXELS } from "@/lib/files/facts";
import { type GenerationStatus, OPEN_STATUSES, UNDER_WAY_STATUSES } from "../lifecycle";
import { whereStatus } from "../status-sql";
import { type Db, db, type Tx } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { type DiskMarks, diskMarks } from "@/lib/platform/storage/disk-marks";
import { getStorage } from "@/lib/platform/storage/storage";
import { AppError } from "@/lib/shared/errors";

/** Seedance clips measure about 0.1 bit a pixel and frame; three times that is a generous bound. */
const BYTES_PER_PIXEL_SECOND = (24 * 0.3) / 8;

/** As long as a clip can be whose length the model chooses. */
const LONGEST_SECONDS = Math.max(...MODELS.map((model) => model.duration.max));

/**
 * An upper bound in bytes for one finished clip, half as much again for its poster and the part file, and where some model makes it as
 * 10-bit video, room for the copy that every browser plays.
 */
export function expectedBytes(resolution: string, durationSeconds: number | null): number {
  const [width, height] = OUTPUT_PIXELS[resolution as Resolution]["16:9"];
  const copy = MODELS.some(({ tenBit }) => tenBit.some((one) => one === resolution)) ? previewBytes(durationSeconds) : 0;
  return Math.ceil(width * height * BYTES_PER_PIXEL_SECOND * (durationSeconds ?? LONGEST_SECONDS) * 1.5) + copy;
}

/** A clip of nothing but noise came to 1.8 bits a pixel and frame, four times what is expected; more than 7 no encoder writes. */
const LARGEST_SHARE = 16;

/** More bytes than any clip can have of which so many are expected: what is larger is no clip. One that was paid for is never refused by its size. */
export const mostBytesOf = (expected: number): number => expected * LARGEST_SHARE;

/** An upper bound for that copy. */
const previewBytes = (durationSeconds: number | null): number =>
  Math.ceil(PREVIEW_PIXELS * BYTES_PER_PIXEL_SECOND * (durationSeconds ?? LONGEST_SECONDS));

export interface Room extends DiskMarks {
  freeBytes: number;
  /** What everything in flight may come to. */
  reservedBytes: number;
}

/** What is free, and what is promised of it; null for an object store, which has no end that we could see. */
export async function readRoom(tx: Db = db): Promise<Room | null> {
  // Nothing to ask a bucket for, and a call over the network has no place in a transaction.
  if (getEnv().storage === "s3") return null;
  const { ok, freeBytes, totalBytes } = await getStorage().check();
  if (freeBytes === null) return null;
  return {
    // A disk that cannot be written has no room, however much of it is free.
    freeBytes: ok ? freeBytes : 0,
    reservedBytes: await promisedBytes(tx, OPEN_STATUSES),
    ...diskMarks(totalBytes ?? freeBytes, getEnv()),
  };
}

/** What the clips in these states may come to. */
async function promisedBytes(tx: Db, statuses: readonly GenerationStatus[]): Promise<number> {
  const groups = await tx.generation.groupBy({ by: ["resolution", "durationSeconds"], where: whereStatus(...statuses), _count: true });
  return groups.reduce((sum, group) => sum + group._count * expectedBytes(group.resolution, group.durationSeconds), 0);
}

/**
 * No clips are taken unless there is room for all of them beside everything already in flight. One submission of the whole studio
 * at a time, until the transaction ends: two processes must not both promise the last free bytes.
 * @throws AppError storage-full
 */
export async function assertRoomForResults(tx: Tx, next: readonly { resolution: string; durationSeconds: number | null }[]): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.room'))`;
  const room = await readRoom(tx);
  if (room === null) return;
  const { freeBytes, reservedBytes, softBytes } = room;
  const bytes = next.reduce((sum, { resolution, durationSeconds }) => sum + expectedBytes(resolution, durationSeconds), 0);
  if (freeBytes - reservedBytes - bytes < softBytes) throw new AppError("storage-full");
}

/**
 * Whether what is about to be paid for could still be stored: everything that was taken has its room set aside, and
 * somebody else may have filled the disk since. Asked in the transaction that commits the intent.
 */
export async function hasRoomToSend(tx: Tx): Promise<boolean> {
  const room = await readRoom(tx);
  if (room === null) return true;
  return room.freeBytes - (await promisedBytes(tx, UNDER_WAY_STATUSES)) >= room.hardBytes;
}

/** Whether a copy that nobody paid for may be made: never of the room that paid clips are promised. @throws AppError storage-full */
export const assertRoomForPreview = (durationSeconds: number | null): Promise<void> => assertRoomFor(previewBytes(durationSeconds));

/** The same for a labelled one: it has the size of the clip, and is encoded more carefully. @throws AppError storage-full */
export const assertRoomForLabelled = (clip: {
  resolution: string;
  actualDuration: number | null;
  durationSeconds: number | null;
}): Promise<void> => assertRoomFor(expectedBytes(clip.resolution, clip.actualDuration ?? clip.durationSeconds));

/** The same for so many bytes. @throws AppError storage-full */
export async function assertRoomFor(bytes: number): Promise<void> {
  const room = await readRoom();
  if (room !== null && room.freeBytes - room.reservedBytes - bytes < room.hardBytes) throw new AppError("storage-full");
}

/** Whether anything may be written right now. @throws AppError storage-full */
export async function assertAboveHardMark(): Promise<void> {
  const { freeBytes, totalBytes } = await getStorage().check();
  if (freeBytes !== null && freeBytes < diskMarks(totalBytes ?? freeBytes, getEnv()).hardBytes) throw new AppError("storage-full");
}

import { OUTPUT_PIXELS, type Resolution } from "@/lib/models/catalog";
import { OPEN_STATUSES } from "./lifecycle";
import { db } from "@/lib/platform/db/client";
import { getStorage } from "@/lib/platform/storage/storage";
import { AppError } from "@/lib/shared/errors";

/** Below this nothing new is paid for, whatever is in flight. */
const ALWAYS_FREE_BYTES = 512 * 1024 * 1024;
/** Seedance clips measure about 0.1 bit a pixel and frame; three times that is a generous bound. */
const BYTES_PER_PIXEL_SECOND = (24 * 0.3) / 8;

/** An upper bound in bytes for one finished clip, half as much again for its poster and the part file. */
export function expectedBytes(resolution: string, durationSeconds: number | null): number {
  const [width, height] = OUTPUT_PIXELS[resolution as Resolution]["16:9"];
  return Math.ceil(width * height * BYTES_PER_PIXEL_SECOND * (durationSeconds ?? 15) * 1.5);
}

export interface Room {
  freeBytes: number;
  /** What everything in flight may come to. */
  reservedBytes: number;
}

/** What is free, and what is promised of it; null for an object store, which has no end that we could see. */
export async function readRoom(): Promise<Room | null> {
  const { freeBytes } = await getStorage().check();
  if (freeBytes === null) return null;
  const inFlight = await db.generation.groupBy({
    by: ["resolution", "durationSeconds"],
    where: { status: { in: OPEN_STATUSES } },
    _count: true,
  });
  return {
    freeBytes,
    reservedBytes: inFlight.reduce((sum, group) => sum + group._count * expectedBytes(group.resolution, group.durationSeconds), 0),
  };
}

/**
 * No clip is paid for unless there is room for it beside everything already in flight.
 * @throws AppError storage-full
 */
export async function assertRoomForResult(next: { resolution: string; durationSeconds: number | null }): Promise<void> {
  const room = await readRoom();
  if (room === null) return;
  const { freeBytes, reservedBytes } = room;
  if (freeBytes - reservedBytes - expectedBytes(next.resolution, next.durationSeconds) < ALWAYS_FREE_BYTES) throw new AppError("storage-full");
}

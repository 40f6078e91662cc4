import { endsInBox } from "@/lib/files/with-tail";
import type { ZipEntry } from "@/lib/files/write-zip";
import type { File } from "@/lib/platform/db/generated/client";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import type { OpenedFile } from "@/lib/platform/storage/types";
import type { Presence } from "./manifest";

/** Memory that an archive is read into, piece after piece. */
export type Room = Uint8Array<ArrayBuffer>;

/** What has to be known of a file to put it into an archive. */
export type ZippedFile = Pick<File, "key" | "bytes" | "damagedAt">;

/** A text as a file of an archive. */
export function textEntry(name: string, lastModified: Date, text: string): ZipEntry {
  const bytes = Buffer.from(text);
  return { name, lastModified, mostBytes: bytes.length, pieces: [bytes] };
}

/** The file, where it is whole as far as is known. What is read of it is told to `reading`. */
export async function* entryOf(
  file: ZippedFile,
  name: string,
  lastModified: Date,
  reading: { presence: Presence },
  room: Room,
  tail: Uint8Array | null = null,
): AsyncGenerator<ZipEntry> {
  const opened = await openWhole(file);
  if (!opened) return;
  if (tail && !(await endsInBox((range) => getStorage().openRange(file.key, range), opened.sizeBytes))) {
    reading.presence = "unmarked";
    return opened.close();
  }
  try {
    const mostBytes = opened.sizeBytes + (tail?.length ?? 0);
    yield { name, lastModified, mostBytes, pieces: piecesOf(opened, file, reading, room, tail) };
  } finally {
    // Also when the reader left in the middle.
    await opened.close();
  }
}

async function openWhole({ key, bytes, damagedAt }: ZippedFile): Promise<OpenedFile | null> {
  if (damagedAt !== null) return null;
  try {
    const opened = await getStorage().openRange(key);
    if (!opened || bytes === null || opened.sizeBytes === Number(bytes)) return opened;
    await opened.close();
  } catch (error) {
    logger.warn({ err: error, key }, "a file of a download could not be opened");
  }
  return null;
}

async function* piecesOf(
  opened: OpenedFile,
  { key }: ZippedFile,
  reading: { presence: Presence },
  room: Room,
  tail: Uint8Array | null,
): AsyncGenerator<Uint8Array> {
  reading.presence = "cut";
  try {
    for (let piece = await opened.read(room); piece; piece = await opened.read(room)) yield piece;
    if (tail) yield tail;
    reading.presence = "whole";
  } catch (error) {
    // Its beginning is on its way already. It ends here, and the manifest says so.
    logger.warn({ err: error, key }, "a file of a download could not be read to its end");
  }
}

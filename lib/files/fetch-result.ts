import { open as openFile } from "node:fs/promises";
import { failpoint, isFailpointSet } from "@/lib/platform/failpoint";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { asStorageError } from "@/lib/platform/storage/local";
import { getStorage } from "@/lib/platform/storage/storage";
import type { StoredFile } from "@/lib/platform/storage/types";
import { DownloadError } from "@/lib/providers/download";
import { AppError } from "@/lib/shared/errors";
import { beginPart, dropPart, type PartFile, takeUpPart, writeAt } from "./part-file";

/** A file as its server sends it. */
export interface OpenedSource {
  stream: ReadableStream<Uint8Array>;
  /** Of what this stream brings; null: the server does not say. */
  contentLength: number | null;
  /** Where in the file the stream begins; absent: at its beginning. */
  offset?: number;
  /** Only a strong one ("…" and not W/"…") promises the same bytes. */
  etag?: string | null;
}

/** Goes on behind what has arrived already, if the file is still the same; without an argument, from the beginning. */
export type OpenSource = (from?: { offset: number; etag: string }) => Promise<OpenedSource>;

export interface FetchOptions {
  open: OpenSource;
  /** More than this is no honest file. */
  maxBytes: number;
  contentType: string;
  /** Lower-case hexadecimal; other bytes than these are not taken. */
  sha256?: string;
  signal: AbortSignal;
}

/** So often in one go; after that the caller waits longer before the next. */
const MOST_BREAKS = 3;

/** A crash test may end the process when some of the file has arrived and some has not. */
const diesMidStream = isFailpointSet("archive.mid_stream");

/**
 * Brings a file into storage over a line that may break, and by a process that may die: what has arrived stays on disk, and the rest
 * is asked for, now or by whoever comes next, as long as the server promises that it is still the same file.
 *
 * @throws DownloadError, AppError too-large · upload-incomplete · storage-full, and whatever `open` throws
 */
export async function fetchResult(key: string, options: FetchOptions): Promise<StoredFile> {
  let part = await takeUpPart(key);
  try {
    for (let breaks = 0; !isComplete(part); breaks++) {
      const source: OpenedSource = await options.open(part?.etag ? { offset: part.bytes, etag: part.etag } : undefined);
      const chunks = readAhead(source.stream);
      if (part && (source.offset ?? 0) !== part.bytes) {
        // It begins anew, because the file changed or the server knows no ranges.
        await dropPart(part);
        part = null;
      }
      part ??= await beginPart(key, source);
      try {
        await append(part, chunks, options);
        break;
      } catch (error) {
        if (!isBreak(error) || part.etag === null || part.bytes === 0 || breaks >= MOST_BREAKS) throw error;
      }
    }
    return await keep(key, part!, options);
  } catch (error) {
    if (part && !(part.etag !== null && mayGoOn(error))) await dropPart(part);
    throw error;
  }
}

const isComplete = (part: PartFile | null): boolean => part !== null && part.total !== null && part.bytes === part.total;

/** What has come is taken at once: a stream that breaks while the disk is busy forgets what nobody has read. */
function readAhead(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = stream.getReader();
  let next = reader.read();
  next.catch(() => undefined);
  return (async function* () {
    try {
      for (let piece = await next; !piece.done; piece = await next) {
        next = reader.read();
        next.catch(() => undefined);
        yield piece.value;
      }
    } finally {
      // A stream that already broke cannot be cancelled, and needs no cancelling.
      await reader.cancel().catch(() => undefined);
    }
  })();
}

async function append(part: PartFile, chunks: AsyncIterable<Uint8Array>, { maxBytes, signal }: FetchOptions): Promise<void> {
  const handle = await openFile(part.path, "r+");
  try {
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      if (part.bytes + chunk.byteLength > maxBytes) throw new AppError("too-large");
      await writeAt(handle, chunk, part.bytes).catch((error: unknown) => {
        throw asStorageError(error);
      });
      part.bytes += chunk.byteLength;
      if (diesMidStream) await failpoint("archive.mid_stream");
    }
    if (part.total !== null && part.bytes !== part.total) throw new AppError("upload-incomplete");
  } finally {
    await handle.close();
  }
}

/** Hashed as it lies on the disk. Storage takes the file over, or it goes. */
async function keep(key: string, part: PartFile, { sha256, contentType, signal }: FetchOptions): Promise<StoredFile> {
  const facts = await hashFile(part.path);
  if (!facts || (sha256 !== undefined && facts.sha256 !== sha256)) throw new AppError("upload-incomplete");
  await getStorage().takeOver(key, part.path, { contentType, expectedSha256: facts.sha256, signal });
  return facts;
}

const isBreak = (error: unknown): boolean =>
  error instanceof DownloadError && (error.problem === "truncated" || error.problem === "network" || error.problem === "tooSlow");

/** The line is dead, the server is not there now, or we were told to stop: what has arrived is still right. 416: it is not. */
const mayGoOn = (error: unknown): boolean =>
  (error instanceof DownloadError && (isBreak(error) || error.problem === "aborted" || (error.status !== null && error.status !== 416))) ||
  (error instanceof Error && error.name === "AbortError");

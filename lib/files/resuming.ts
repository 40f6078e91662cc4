import { DownloadError } from "@/lib/providers/download";

/** A file as its server sends it. */
export interface OpenedSource {
  stream: ReadableStream<Uint8Array>;
  /** Of the whole file, where it was opened at its beginning; null: the server does not say. */
  contentLength: number | null;
  /** Where in the file the stream begins; absent: at its beginning. */
  offset?: number;
  /** Only a strong one ("…" and not W/"…") promises the same bytes. */
  etag?: string | null;
}

/** Goes on behind what has arrived already, if the file is still the same; without an argument, from the beginning. */
export type OpenSource = (from?: { offset: number; etag: string }) => Promise<OpenedSource>;

/** So many breaks of one file in a row are a bad line; the next try begins anew, after a pause. */
const MOST_BREAKS = 3;

/**
 * The bytes of a file over a line that may break: what has arrived stays, and the rest is asked for, as long as the
 * server promises that it is still the same file.
 */
export async function openResuming(open: OpenSource): Promise<{ bytes: AsyncIterable<Uint8Array>; contentLength: number | null }> {
  const first = await open();
  return { bytes: bytesOf(first, open), contentLength: first.contentLength };
}

async function* bytesOf(first: OpenedSource, open: OpenSource): AsyncGenerator<Uint8Array> {
  let current = first;
  let offset = 0;
  for (let breaks = 0; ; breaks++) {
    try {
      for await (const chunk of current.stream) {
        offset += chunk.byteLength;
        yield chunk;
      }
      return;
    } catch (error) {
      const etag = first.etag?.startsWith('"') ? first.etag : null;
      if (!isBreak(error) || etag === null || offset === 0 || breaks >= MOST_BREAKS) throw error;
      current = await open({ offset, etag });
      // It began anew, because the file changed or it knows no ranges: then we do, with an empty part.
      if ((current.offset ?? 0) !== offset) {
        await current.stream.cancel().catch(() => undefined);
        throw error;
      }
    }
  }
}

const isBreak = (error: unknown): boolean =>
  error instanceof DownloadError && (error.problem === "truncated" || error.problem === "network" || error.problem === "tooSlow");

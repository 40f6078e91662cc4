import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { AppError } from "@/lib/shared/errors";
import type { ByteSource, PutOptions, StoredFile } from "./types";

// Strings cannot be told from one long chunk, so a plain array of bytes is one chunk.
async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) yield source;
  else yield* source as AsyncIterable<Uint8Array>;
}

export interface Measured {
  bytes: AsyncGenerator<Uint8Array>;
  result: () => StoredFile;
  /** Whether the source was read to its end, and was what it should be. */
  isWhole: () => boolean;
}

/**
 * The bytes of a source on their way into storage, counted and hashed. The stream throws instead of ending when
 * there are too many or too few, so that whoever writes it never completes the file.
 */
export function measure(source: ByteSource, options: PutOptions): Measured {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  let isWhole = false;
  const { maxBytes = Infinity, expectedBytes, expectedSha256 } = options;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const ended = (): void => void (source instanceof Readable && source.destroy());
    for await (const chunk of abortable(chunksOf(source), options.signal, ended)) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) throw new AppError("too-large");
      if (expectedBytes !== undefined && sizeBytes > expectedBytes) throw new AppError("upload-incomplete");
      hash.update(chunk);
      yield chunk;
    }
    if (expectedBytes !== undefined && sizeBytes < expectedBytes) throw new AppError("upload-incomplete");
    if (expectedSha256 !== undefined && hash.copy().digest("hex") !== expectedSha256) throw new AppError("upload-incomplete");
    isWhole = true;
  }
  return { bytes: bytes(), result: () => ({ sizeBytes, sha256: hash.copy().digest("hex") }), isWhole: () => isWhole };
}

/** Ends a source that is silent: without this, a signal would be looked at only when the next chunk arrives. */
async function* abortable(
  source: AsyncGenerator<Uint8Array>,
  signal: AbortSignal | undefined,
  onEnd: () => void,
): AsyncGenerator<Uint8Array> {
  if (!signal) return yield* source;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  aborted.catch(() => undefined);
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    signal.throwIfAborted();
    for (;;) {
      const next = await Promise.race([source.next(), aborted]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    if (signal.aborted) onEnd();
    // Not awaited: a generator that waits for its source ends only when the source says something.
    source.return(undefined).catch(() => undefined);
  }
}

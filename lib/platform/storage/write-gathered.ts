import type { FileHandle } from "node:fs/promises";

// Measured: larger writes gain nothing, and cost memory.
const WRITE_BYTES = 256 * 1024;

/**
 * Writes the small pieces of a line as few large ones, each while the next is gathered: every write costs the thread that
 * serves everybody as much as hashing its bytes. Two buffers are all the memory that a file takes, however long it is.
 * @param used is told of each piece that is needed no more
 */
export async function writeGathered(
  handle: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  used: (chunk: Uint8Array) => void,
): Promise<void> {
  const newBuffer = (): Buffer => Buffer.allocUnsafeSlow(WRITE_BYTES);
  let [filling, other]: [Buffer, Buffer | undefined] = [newBuffer(), undefined];
  let filled = 0;
  let writing = Promise.resolve();
  try {
    for await (const chunk of bytes) {
      for (let offset = 0; offset < chunk.byteLength;) {
        const piece = chunk.subarray(offset, offset + WRITE_BYTES - filled);
        filling.set(piece, filled);
        filled += piece.byteLength;
        offset += piece.byteLength;
        if (filled < WRITE_BYTES) continue;
        await writing;
        writing = writeAll(handle, filling);
        // Looked at when the next one is full; until then it is no error that nobody handles.
        writing.catch(() => undefined);
        [filling, other] = [other ?? newBuffer(), filling];
        filled = 0;
      }
      used(chunk);
    }
    await writing;
    await writeAll(handle, filling.subarray(0, filled));
  } finally {
    // Also when the source broke: whoever closes the file must not do so under a write.
    await writing.catch(() => undefined);
    for (const buffer of [filling, other]) if (buffer) giveBack(buffer);
  }
}

/**
 * Frees what came off a line, which is nobody else's, at once: left to the collector it piles up to 64 MB, and costs more
 * than the hash. A piece of a larger memory shares it with others, and stays.
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** A write may take fewer bytes than it was given, last of all on a disk that is running full. */
export async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let offset = 0; offset < chunk.byteLength;) {
    const { bytesWritten } = await handle.write(chunk, offset, chunk.byteLength - offset);
    offset += bytesWritten;
  }
}

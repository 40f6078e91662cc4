import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { StoredFile } from "./types";

/** Reads bytes to their end. `afterEach` may hold the reading up; it hears how many there were until now. */
export async function hashBytes(bytes: AsyncIterable<Uint8Array>, afterEach?: (sizeBytes: number) => Promise<void>): Promise<StoredFile> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    sizeBytes += chunk.byteLength;
    hash.update(chunk);
    await afterEach?.(sizeBytes);
  }
  return { sizeBytes, sha256: hash.digest("hex") };
}

/** Reads a file to its end. @returns null when there is none */
export const hashFile = (file: string): Promise<StoredFile | null> =>
  hashBytes(createReadStream(file, { highWaterMark: 256 * 1024 })).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

export interface FileFacts {
  sizeBytes: number;
  /** Lower-case hexadecimal. */
  sha256: string;
}

/** Reads a file to its end. @returns null when there is none */
export async function hashFile(file: string): Promise<FileFacts | null> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      hash.update(chunk);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  return { sizeBytes, sha256: hash.digest("hex") };
}

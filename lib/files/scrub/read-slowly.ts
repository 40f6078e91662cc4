import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { getStorage } from "@/lib/platform/storage/storage";
import type { StoredFile } from "@/lib/platform/storage/types";

/**
 * Reads a stored file to its end, at most so fast, because somebody may be watching a clip from the same disk.
 * @param bytesPerSecond on average over the file
 * @returns null when there is no such file
 */
export async function readSlowly(key: string, bytesPerSecond: number, signal: AbortSignal): Promise<StoredFile | null> {
  const opened = await getStorage().openRange(key);
  if (!opened) return null;
  const hash = createHash("sha256");
  const startedAt = performance.now();
  let sizeBytes = 0;
  for await (const chunk of opened.stream) {
    hash.update(chunk);
    sizeBytes += chunk.byteLength;
    const aheadMs = (sizeBytes / bytesPerSecond) * 1_000 - (performance.now() - startedAt);
    if (aheadMs > 20) await wait(aheadMs, undefined, { signal });
    signal.throwIfAborted();
  }
  return { sizeBytes, sha256: hash.digest("hex") };
}

import { setTimeout as wait } from "node:timers/promises";
import { hashBytes } from "@/lib/platform/storage/hash-file";
import { getStorage } from "@/lib/platform/storage/storage";
import type { StoredFile } from "@/lib/platform/storage/types";

/**
 * Reads a stored file to its end, at most so fast, because somebody may be watching a clip from the same disk.
 * @param bytesPerSecond on average over the file
 * @returns null when there is no such file
 */
export async function readSlowly(
  key: string,
  bytesPerSecond: number,
  signal: AbortSignal,
  storage = getStorage(),
): Promise<StoredFile | null> {
  const opened = await storage.openRange(key);
  if (!opened) return null;
  const startedAt = performance.now();
  return hashBytes(opened.stream, async (sizeBytes) => {
    const aheadMs = (sizeBytes / bytesPerSecond) * 1_000 - (performance.now() - startedAt);
    if (aheadMs > 20) await wait(aheadMs, undefined, { signal });
    signal.throwIfAborted();
  });
}

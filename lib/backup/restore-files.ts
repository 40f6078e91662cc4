import { createReadStream } from "node:fs";
import type { Storage } from "@/lib/platform/storage/types";
import { pathOfFile } from "./check-backup";
import { BackupError } from "./errors";
import { inParallel } from "@/lib/shared/in-parallel";
import type { Manifest } from "./manifest";

const AT_ONCE = 3;

/** Puts every file of a backup into storage, hashed once more on its way. @throws BackupError file-altered */
export async function restoreFiles(
  folder: string,
  { files }: Manifest,
  target: Storage,
  onProgress?: (done: number, of: number) => void,
): Promise<void> {
  let done = 0;
  await inParallel(files, AT_ONCE, async (file) => {
    // It was damaged when it was backed up. A bucket that outlived its database may hold it whole again.
    const isWorse = file.expectedSha256 !== null && (await target.stat(file.key)) !== null;
    if (isWorse) return onProgress?.(++done, files.length);
    const source = pathOfFile(folder, file.key);
    const stored = await target.put(file.key, createReadStream(source), { expectedBytes: file.sizeBytes });
    if (stored.sha256 !== file.sha256) throw new BackupError("file-altered", source);
    onProgress?.(++done, files.length);
  });
}

import type pg from "pg";
import type { Storage } from "@/lib/platform/storage/types";
import { AppError } from "@/lib/shared/errors";
import { inParallel } from "@/lib/shared/in-parallel";
import { type ExpectedFile, listFiles } from "./list-files";
import { readSlowly } from "./scrub/read-slowly";

const AT_ONCE = 3;

/** What became of each file that a row speaks of. */
export interface MovedFiles {
  copied: number;
  /** Lay there already, byte for byte. */
  known: number;
  bytes: number;
  /** Keys of files that the storage of today does not have. */
  missing: string[];
  /** Keys of files whose bytes are not those that their rows tell of: they stay where they are. */
  damaged: string[];
}

/**
 * Copies every file of the database's rows into another storage, hashed on its way, and takes nothing away from where it
 * is. What lies there already with the right bytes is read and not copied again, so that a run that was cut short goes on.
 */
export async function moveFiles(
  client: pg.ClientBase,
  { from, to, signal, onProgress }: { from: Storage; to: Storage; signal: AbortSignal; onProgress?: (done: number, of: number) => void },
): Promise<MovedFiles> {
  const files = await listFiles(client);
  const moved: MovedFiles = { copied: 0, known: 0, bytes: 0, missing: [], damaged: [] };
  let done = 0;
  await inParallel(files, AT_ONCE, async (file) => {
    signal.throwIfAborted();
    await moveFile(file, { from, to, signal, moved });
    onProgress?.(++done, files.length);
  });
  return moved;
}

async function moveFile(
  { key, sha256, isDerived }: ExpectedFile,
  { from, to, signal, moved }: { from: Storage; to: Storage; signal: AbortSignal; moved: MovedFiles },
): Promise<void> {
  const wanted = sha256 ?? (await readSlowly(key, Infinity, signal, from))?.sha256;
  // First, because it may be whole there and damaged by now where it comes from.
  if (wanted && (await readSlowly(key, Infinity, signal, to))?.sha256 === wanted) return void moved.known++;
  const opened = await from.openRange(key);
  if (!opened) {
    // What is made again when somebody asks for it is no loss.
    if (!isDerived) moved.missing.push(key);
    return;
  }
  try {
    const stored = await to.put(key, opened.stream, { signal, ...(wanted ? { expectedSha256: wanted } : {}) });
    moved.copied++;
    moved.bytes += stored.sizeBytes;
  } catch (error) {
    // Whoever did not read it to its end has let go of it, or never took it.
    await opened.stream.cancel().catch(() => undefined);
    if (!(error instanceof AppError && error.code === "upload-incomplete")) throw error;
    moved.damaged.push(key);
  }
}

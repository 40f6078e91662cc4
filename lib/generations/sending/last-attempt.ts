import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { logError } from "@/lib/platform/log";

/** In the data folder: the newest attempt that was made from it. */
export const LAST_ATTEMPT_FILE = "last-attempt";

/**
 * Leaves a trace outside the database of how far it has come. A database that was restored from a backup does not know
 * this attempt, and would send, and pay for, once more what it believes to be waiting.
 */
export async function rememberLastAttempt(dataDir: string, attemptId: string): Promise<void> {
  const file = path.join(dataDir, LAST_ATTEMPT_FILE);
  // Several are made at once; each has a part of its own.
  const part = `${file}.${attemptId}.part`;
  try {
    await writeFile(part, attemptId, { mode: 0o600 });
    await rename(part, file);
  } catch (error) {
    // A folder that cannot be written is told of elsewhere; the attempt itself is safe in the database.
    logError(error, { attemptId }, "the last attempt could not be noted");
  }
}

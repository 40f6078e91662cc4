import { withClient } from "@/lib/platform/db/with-client";
import type { Storage } from "@/lib/platform/storage/types";
import { inParallel } from "@/lib/shared/in-parallel";
import { listFiles } from "@/lib/files/list-files";
import { loadDatabase, toRestore } from "./load-database";
import type { Manifest } from "./manifest";
import { restoreFiles } from "./restore-files";

export interface RestoreReport {
  /** Per table, by name. */
  rows: Record<string, number>;
  files: number;
  /** Keys of files that a row speaks of and that are not there. */
  missing: string[];
}

/**
 * Fills empty storage and an empty database from a backup that has been checked. Files first: a run that is cut short
 * leaves files without rows, which nobody sees, and never a row without its file.
 */
export async function restoreBackup(options: {
  folder: string;
  manifest: Manifest;
  databaseUrl: string;
  storage: Storage;
  onProgress?: (done: number, of: number) => void;
}): Promise<RestoreReport> {
  const { folder, manifest, databaseUrl, storage, onProgress } = options;
  await restoreFiles(folder, manifest, storage, onProgress);
  await loadDatabase(databaseUrl, folder, manifest);
  return {
    rows: Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows])),
    files: manifest.files.length,
    missing: await findMissing(databaseUrl, storage),
  };
}

/** Asks the restored database, and not the manifest, which files there should be, and storage whether they are. */
async function findMissing(databaseUrl: string, storage: Storage): Promise<string[]> {
  const expected = await withClient(toRestore(databaseUrl), listFiles);
  const missing: string[] = [];
  await inParallel(expected, 8, async (file) => {
    if (!file.isDerived && (await storage.stat(file.key)) === null) missing.push(file.key);
  });
  return missing.sort();
}

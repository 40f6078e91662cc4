import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { MANIFEST_FILE } from "./manifest";

export const DEFAULT_KEEP = 14;
const NAME = /^dailies-\d{8}T\d{6}Z(?:-\d+)?$/;
export const PART_SUFFIX = ".part";

/** `dailies-20261122T180154Z`: sorts by time, and is a file name everywhere. */
export const backupName = (at: Date): string => `dailies-${at.toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "")}`;

/** Complete backups in a folder, oldest first. */
export async function listBackups(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => NAME.test(name) && existsSync(path.join(folder, name, MANIFEST_FILE))).sort();
}

/** Removes what runs that were cut short have left behind. Only for whoever holds the folder's lock. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith(PART_SUFFIX) && NAME.test(name.slice(0, -PART_SUFFIX.length)))
      await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

/** Removes all but the newest `keep` backups. @returns the names of those that went */
export async function keepNewest(folder: string, keep: number): Promise<string[]> {
  const old = (await listBackups(folder)).slice(0, -keep);
  for (const name of old) {
    // The manifest first: whatever is left of a removal that was cut short is no backup any more.
    await rm(path.join(folder, name, MANIFEST_FILE), { force: true });
    await rm(path.join(folder, name), { recursive: true, force: true });
  }
  return old;
}

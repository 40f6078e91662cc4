import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

const PART_LIFE_MS = 24 * 60 * 60 * 1000;

/** Removes what was left in a folder of unfinished files more than a day ago. @returns how many */
export async function sweepParts(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const file = path.join(folder, name);
    const info = await stat(file).catch(() => null);
    if (!info || Date.now() - info.mtimeMs < PART_LIFE_MS) continue;
    await rm(file, { force: true });
    removed++;
  }
  return removed;
}

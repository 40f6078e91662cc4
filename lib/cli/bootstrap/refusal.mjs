import { statfsSync } from "node:fs";

/** Something that a person can mend: printed as it is, without a stack. */
export class Refusal extends Error {}

/**
 * Runs `work` and turns the system errors of a full or forbidden disk into a sentence.
 * @template T
 * @param {string} folder
 * @param {() => T} work
 * @returns {T}
 */
export function explainDisk(folder, work) {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
      throw new Refusal(`No permission to write in ${folder}: make the folder yours (chown), or clone to a place that is.`);
    }
    if (code === "ENOSPC" || code === "EDQUOT") throw diskFull(folder);
    throw error;
  }
}

/** @param {string} folder */
export const diskFull = (folder) => new Refusal(`The disk with ${folder} is full: free about 2 GB, then run the command again.`);

/** @param {string} folder */
export function isDiskAlmostFull(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < 50_000_000;
}

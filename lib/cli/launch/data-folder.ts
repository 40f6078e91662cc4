import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { failures } from "../terminal/failures";

// Others may pass through, as Postgres' own user has to, but not look around.
const MODE = 0o711;

/** Makes the data folder, and finds out at once whether it can be written. */
export function prepareDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    const probe = path.join(folder, `.write-test-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOSPC" || code === "EDQUOT") throw failures.diskFull(folder);
    if (code === "ENOTDIR" || code === "EEXIST") throw failures.notAFolder(folder);
    throw failures.notWritable(folder, error);
  }
}

// Node's own recursive version never ends where a parent exists and yet nothing can be made in it (a broken link, /proc).
function makeFolder(folder: string): void {
  const known = statSync(folder, { throwIfNoEntry: false });
  if (known?.isDirectory()) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  mkdirSync(folder, { mode: MODE });
}

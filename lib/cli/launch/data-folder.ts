import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { failures } from "../terminal/failures";

// Root's Postgres runs as another user, who has to pass through, but not to look around.
const MODE = process.getuid?.() === 0 ? 0o711 : 0o700;
/** What earlier versions left open to everybody who knows its name. All in it is closed with it. */
const ONCE_OPEN = ["logs", "emulator", "media", "assets", "unclaimed", "media-tmp", "journal"];

/** Makes the data folder, closed to other users of the machine, and finds out at once whether it can be written. */
export function prepareDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    for (const name of ONCE_OPEN) close(path.join(folder, name));
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
  mkdirSync(folder);
  // Said apart, because the mask of this process would take away what is meant here.
  chmodSync(folder, MODE);
}

function close(folder: string): void {
  const known = statSync(folder, { throwIfNoEntry: false });
  if (known?.isDirectory() && (known.mode & 0o077) !== 0 && known.uid === process.getuid?.()) chmodSync(folder, 0o700);
}

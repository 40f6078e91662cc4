import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

const ASIDE = "before-restore-";

/** What a data folder holds that a restore would stand in the way of; logs and what was moved aside before are not. */
export function entriesOf(dataDir: string): string[] {
  if (!existsSync(dataDir)) return [];
  return readdirSync(dataDir).filter((name) => name !== "logs" && !name.startsWith(ASIDE));
}

/**
 * Moves the contents of a data folder into a folder inside of it, because the data folder itself may be a mounted
 * volume, which cannot be renamed. @returns that folder
 */
export function moveAside(dataDir: string, stamp: string): string {
  const aside = path.join(dataDir, `${ASIDE}${stamp}`);
  mkdirSync(aside, { mode: 0o711 });
  for (const name of entriesOf(dataDir)) renameSync(path.join(dataDir, name), path.join(aside, name));
  followDatabase(path.join(aside, "postgres"));
  return aside;
}

/** Where the database's files lie elsewhere, they belong to the moved folder from now on. */
function followDatabase(folder: string): void {
  const pointer = path.join(folder, "location.json");
  if (!existsSync(pointer)) return;
  const known = JSON.parse(readFileSync(pointer, "utf8")) as Record<string, unknown>;
  writeFileSync(pointer, `${JSON.stringify({ ...known, owner: realpathSync(folder) }, null, 2)}\n`, { mode: 0o600 });
}

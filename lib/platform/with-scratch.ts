import { mkdtemp, readdir, rm, stat, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const PREFIX = "dailies-scratch-";
/** Nothing that uses such a folder may take so long. */
const ABANDONED_MS = 86_400_000;

/** A folder for one piece of work, gone when that is done. */
export async function withScratch<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), `${PREFIX}${name}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Bytes that are free where such a folder lies. */
export async function roomForScratch(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Takes away what processes that were killed left: a film's pieces are gigabytes. @returns how many folders went */
export async function sweepScratch(): Promise<number> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  let gone = 0;
  for (const name of names) {
    const folder = path.join(tmpdir(), name);
    const info = await stat(folder).catch(() => null);
    if (!info || info.mtimeMs > Date.now() - ABANDONED_MS) continue;
    await rm(folder, { recursive: true, force: true });
    gone++;
  }
  return gone;
}

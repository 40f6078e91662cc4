import { link, mkdir, rm, statfs } from "node:fs/promises";
import path from "node:path";
import { createLocalStorage } from "@/lib/platform/storage/local";
import type { Storage } from "@/lib/platform/storage/types";
import { BackupError } from "./errors";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { inParallel } from "@/lib/shared/in-parallel";
import type { ExpectedFile } from "@/lib/files/list-files";
import type { BackupFile, Manifest } from "./manifest";

export const FILES_FOLDER = "files";
const AT_ONCE = 3;
/** Kept free beside what is about to be written, for whoever else uses that disk. */
const MARGIN_BYTES = 256 * 1024 * 1024;

export interface EarlierBackup {
  folder: string;
  files: ReadonlyMap<string, BackupFile>;
}

export const earlierBackup = (folder: string, { files }: Manifest): EarlierBackup => ({
  folder,
  files: new Map(files.map((file) => [file.key, file])),
});

export interface CopiedFiles {
  files: BackupFile[];
  missing: string[];
  linked: number;
}

/**
 * Brings every file into the backup, read whole and hashed on the way. What the backup before has already, unaltered,
 * is linked from there and takes no room. It is never linked from the library itself: a file that is spoiled in its
 * place would be spoiled in the backup too.
 */
export async function copyFiles(
  expected: readonly ExpectedFile[],
  options: { source: Storage; folder: string; earlier: EarlierBackup | null; onProgress?: (done: number, of: number) => void },
): Promise<CopiedFiles> {
  const { source, folder, earlier } = options;
  await refuseLackOfRoom(expected, folder, earlier);
  const filesFolder = path.join(folder, FILES_FOLDER);
  await mkdir(filesFolder, { recursive: true, mode: 0o700 });
  const target = createLocalStorage(filesFolder);
  const copied: CopiedFiles = { files: [], missing: [], linked: 0 };
  let done = 0;
  await inParallel(expected, AT_ONCE, async (file) => {
    const linked = earlier && (await linkEarlier(file, earlier, filesFolder));
    if (linked) {
      copied.files.push(linked);
      copied.linked++;
    } else {
      const opened = await source.openRange(file.key);
      if (opened) {
        const { sizeBytes, sha256 } = await target.put(file.key, opened.stream);
        copied.files.push({ key: file.key, sizeBytes, sha256, expectedSha256: (file.sha256 ?? sha256) === sha256 ? null : file.sha256 });
      } else if (!file.isDerived) copied.missing.push(file.key);
    }
    options.onProgress?.(++done, expected.length);
  });
  await rm(path.join(filesFolder, "media-tmp"), { recursive: true, force: true });
  copied.files.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { ...copied, missing: copied.missing.sort() };
}

/** @returns null when the earlier backup has not these very bytes, or cannot share them */
async function linkEarlier(file: ExpectedFile, earlier: EarlierBackup, filesFolder: string): Promise<BackupFile | null> {
  const known = earlier.files.get(file.key);
  if (!known || file.sha256 === null || known.sha256 !== file.sha256) return null;
  const theirs = path.join(earlier.folder, FILES_FOLDER, ...file.key.split("/"));
  const facts = await hashFile(theirs);
  if (facts?.sha256 !== file.sha256) return null;
  const ours = path.join(filesFolder, ...file.key.split("/"));
  try {
    await mkdir(path.dirname(ours), { recursive: true, mode: 0o700 });
    await link(theirs, ours);
  } catch {
    // Some drives know no links, or no more of them: then it is copied.
    return null;
  }
  return { key: file.key, ...facts, expectedSha256: null };
}

async function refuseLackOfRoom(expected: readonly ExpectedFile[], folder: string, earlier: EarlierBackup | null): Promise<void> {
  const isNew = ({ key, sha256 }: ExpectedFile): boolean => sha256 === null || earlier?.files.get(key)?.sha256 !== sha256;
  const needed = expected.filter(isNew).reduce((sum, file) => sum + file.bytes, MARGIN_BYTES);
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < needed) throw new BackupError("no-room", `${Math.ceil((needed - bavail * bsize) / 1e6)} MB`);
}

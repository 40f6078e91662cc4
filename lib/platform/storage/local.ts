import { randomUUID } from "node:crypto";
import { fstatSync } from "node:fs";
import { access, mkdir, open, opendir, rename, rm, stat, statfs, type FileHandle } from "node:fs/promises";
import { IncomingMessage } from "node:http";
import path from "node:path";
import { AppError } from "@/lib/shared/errors";
import { measure } from "./measure";
import { sweepParts } from "./parts";
import { openedFile } from "./pull-stream";
import { syncFolder } from "./sync";
import { isStorageKey, KEPT_FOLDERS, type PulledBytes, type Storage } from "./types";
import { giveBack, writeAll, writeGathered } from "./write-gathered";

// Measured: larger reads gain nothing, smaller ones cost.
const READ_BYTES = 256 * 1024;

// No room, no quota, too large for the filesystem, read-only after trouble, broken: all of them mean that this disk
// takes nothing now and may again later.
const FULL_CODES = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EIO"]);

const codeOf = (error: unknown): string | undefined => (error instanceof Error && "code" in error ? String(error.code) : undefined);
const isMissing = (error: unknown): boolean => codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";
const OUT_OF_FILES = new Set(["EMFILE", "ENFILE"]);

/** What a disk says that takes nothing now is storage-full; everything else stays what it is. */
export const asStorageError = (error: unknown): unknown =>
  FULL_CODES.has(codeOf(error) ?? "") ? new AppError("storage-full", { cause: error }) : error;

/** The file systems' own promises, in one place so that a test can break them. */
export interface Disk {
  open: typeof open;
  syncFolders?: typeof syncFolders;
}

/** Files below `dataDir`, at the path that their key spells. */
export function createLocalStorage(dataDir: string, broken: Disk = { open }): Storage {
  const disk = { syncFolders, ...broken };
  const partsDir = path.join(dataDir, "media-tmp");

  const pathOf = (key: string): string => {
    // Keys are made of ids, and still: a path is checked where it is made.
    if (!isStorageKey(key)) throw new Error("Not a storage key.");
    return path.join(dataDir, ...key.split("/"));
  };

  async function writePart(part: string, bytes: AsyncIterable<Uint8Array>, used: (chunk: Uint8Array) => void): Promise<void> {
    // Exclusive and for the owner only: nobody else reads or replaces what is not finished.
    const handle = await disk.open(part, "wx", 0o600);
    try {
      await writeGathered(handle, bytes, used);
      // A sync that failed may have dropped the pages, so it is never tried again: the part goes.
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  async function moveInto(target: string, part: string): Promise<void> {
    const firstNew = await mkdir(path.dirname(target), { recursive: true });
    await rename(part, target);
    // A name that cannot be made safe is not there: it is written again rather than synced again.
    await disk.syncFolders(path.dirname(target), firstNew).catch(async (error: unknown) => {
      await rm(target, { force: true });
      throw error;
    });
  }

  return {
    async put(key, source, options = {}) {
      const target = pathOf(key);
      const { bytes, result } = measure(source, options);
      const part = path.join(partsDir, `${randomUUID()}.part`);
      try {
        await mkdir(partsDir, { recursive: true, mode: 0o700 });
        await writePart(part, bytes, source instanceof IncomingMessage ? giveBack : () => undefined);
        await moveInto(target, part);
        return result();
      } catch (error) {
        // Also ends the source when the disk gave up first.
        await bytes.return(undefined).catch(() => undefined);
        await rm(part, { force: true });
        throw asStorageError(error);
      }
    },

    async takeOver(key, file) {
      const target = pathOf(key);
      try {
        const handle = await disk.open(file, "r+");
        try {
          // A sync that failed may have dropped the pages, so it is never tried again: the file goes.
          await handle.sync();
        } finally {
          await handle.close();
        }
        await moveInto(target, file);
      } catch (error) {
        await rm(file, { force: true });
        throw asStorageError(error);
      }
    },

    async openRange(key, range) {
      const handle = await disk.open(pathOf(key), "r").catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      if (!handle) return null;
      try {
        // Not awaited: what was just opened is known, and asking another thread for it takes longer than the answer.
        const { size } = fstatSync(handle.fd);
        const start = range?.start ?? 0;
        if (range && start >= size) throw new RangeError("The range begins behind the end.");
        const end = Math.min(range?.end ?? size - 1, size - 1);
        return openedFile(bytesOf(handle, start, end), { sizeBytes: size, start, end });
      } catch (error) {
        await handle.close();
        throw error;
      }
    },

    async stat(key) {
      try {
        return { sizeBytes: (await stat(pathOf(key))).size };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    async secure(key) {
      // Also of the folders above, which may be as new as the file.
      await disk.syncFolders(path.dirname(pathOf(key)), path.join(dataDir, key.split("/")[0]!));
    },

    delete: (key) => rm(pathOf(key), { force: true }),

    async withLocalFile(key, use) {
      const file = pathOf(key);
      await access(file).catch((cause: unknown) => {
        throw new AppError("not-found", { cause });
      });
      return use(file);
    },

    async check() {
      const probe = path.join(partsDir, `${randomUUID()}.part`);
      try {
        await mkdir(partsDir, { recursive: true, mode: 0o700 });
        const handle = await disk.open(probe, "wx", 0o600);
        try {
          await writeAll(handle, Buffer.from("dailies"));
        } finally {
          await handle.close();
        }
        return { ok: true, ...(await roomOf(partsDir)) };
      } catch (error) {
        // That says something about this process, for a moment, and nothing about the disk.
        if (OUT_OF_FILES.has(codeOf(error) ?? "")) throw error;
        const room = await roomOf(dataDir).catch(() => ({ freeBytes: null, totalBytes: null }));
        return { ok: false, ...room, detail: `the data folder cannot be written to (${codeOf(error) ?? "unknown"})` };
      } finally {
        await rm(probe, { force: true }).catch(() => undefined);
      }
    },

    async *list(folders = KEPT_FOLDERS) {
      for (const folder of folders) {
        const entries = await opendir(path.join(dataDir, folder), { recursive: true }).catch((error: unknown) => {
          if (isMissing(error)) return [];
          throw error;
        });
        for await (const entry of entries) {
          if (!entry.isFile()) continue;
          const file = path.join(entry.parentPath, entry.name);
          const info = await stat(file).catch(() => null);
          if (info) yield { key: path.relative(dataDir, file).split(path.sep).join("/"), writtenAt: info.mtime };
        }
      }
    },

    sweep: () => sweepParts(partsDir),
  };
}

async function roomOf(folder: string): Promise<{ freeBytes: number; totalBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

/**
 * Makes a new name survive a power cut, and the names of the folders above it, up to the parent of `firstNew`. All at once:
 * a journal writes them together, and one after the other each waits for a turn of the disk of its own.
 */
async function syncFolders(folder: string, firstNew: string | undefined): Promise<void> {
  const last = firstNew ? path.dirname(firstNew) : folder;
  const folders = [folder];
  for (let current = folder; current !== last && current !== path.dirname(current);) folders.push((current = path.dirname(current)));
  await Promise.all(folders.map(syncFolder));
}

function bytesOf(handle: FileHandle, start: number, end: number): PulledBytes {
  let position = start;
  return {
    read: async (room) => {
      const left = end - position + 1;
      if (left <= 0) return null;
      const buffer = room ?? new Uint8Array(new ArrayBuffer(Math.min(READ_BYTES, left)));
      const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, left), position);
      if (bytesRead === 0) throw new Error("The file became shorter while it was read.");
      position += bytesRead;
      return buffer.subarray(0, bytesRead);
    },
    close: () => handle.close(),
  };
}

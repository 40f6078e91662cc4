import { mkdirSync } from "node:fs";
import { mkdir, open, rm } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { FileStore } from "@tus/file-store";
import { ERRORS, Upload } from "@tus/server";
import { asStorageError } from "@/lib/platform/storage/local";
import { UPLOADS_FOLDER } from "@/lib/platform/storage/types";
import { giveBack, writeAll } from "@/lib/platform/storage/write-gathered";
import { whileHeld } from "./lease-locker";

/**
 * What has come of each upload, as one file below the data folder. How long it will be stands in its row and nowhere else.
 * Each part is safe from a power cut before it is acknowledged, and its memory given back as soon as it is written.
 */
export class LocalParts extends FileStore {
  override extensions = ["termination"];

  constructor(dataDir: string, sizeOf: (id: string) => Promise<number | null>) {
    const directory = path.join(dataDir, UPLOADS_FOLDER);
    // The library makes it as well, but open to everybody, and ends the process where it cannot.
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const get = async (id: string): Promise<Upload | undefined> => {
      const size = await sizeOf(id);
      return size === null ? undefined : new Upload({ id, size, offset: 0 });
    };
    super({ directory, configstore: { get, set: () => Promise.resolve(), delete: () => Promise.resolve() } });
  }

  override async getUpload(id: string): Promise<Upload> {
    try {
      return await super.getUpload(id);
    } catch (error) {
      if (error !== ERRORS.FILE_NO_LONGER_EXISTS) throw error;
      // Nothing has come yet.
      await mkdir(this.directory, { recursive: true, mode: 0o700 });
      await (await open(this.#pathOf(id), "a", 0o600)).close();
      return super.getUpload(id);
    }
  }

  override async write(source: Readable, id: string): Promise<number> {
    // Its end is where tus found it, under the same lock.
    const handle = await open(this.#pathOf(id), "a");
    try {
      await whileHeld(id, source, async (bytes) => {
        for await (const piece of bytes) {
          await writeAll(handle, piece);
          giveBack(piece);
        }
      });
      await handle.datasync();
      return (await handle.stat()).size;
    } catch (error) {
      throw asStorageError(error);
    } finally {
      await handle.close();
    }
  }

  override async remove(id: string): Promise<void> {
    await rm(this.#pathOf(id), { force: true });
  }

  #pathOf(id: string): string {
    return path.join(this.directory, id);
  }
}

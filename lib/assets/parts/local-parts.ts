import { mkdirSync } from "node:fs";
import { mkdir, open, rm, stat, truncate } from "node:fs/promises";
import { uptime } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { FileStore } from "@tus/file-store";
import { ERRORS, Upload } from "@tus/server";
import { asStorageError } from "@/lib/platform/storage/local";
import { type StoredFile, UPLOADS_FOLDER } from "@/lib/platform/storage/types";
import { giveBack, writeAll } from "@/lib/platform/storage/write-gathered";
import { whileHeld } from "./lease-locker";
import { RunningHashes } from "./running-hash";

/**
 * What has come of each upload, as one file below the data folder. How long it will be stands in its row and nowhere else.
 * A part is acknowledged when the system has it: a process that is killed loses nothing of it. The disk takes it in its own time, so
 * what the machine itself may have lost is sent again. Its memory is given back as soon as it is written.
 */
export class LocalParts extends FileStore {
  override extensions = ["termination"];
  readonly #hashes = new RunningHashes();

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
    await this.#dropDoubtful(id);
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
      const hash = await this.#hashes.goOn(id, handle);
      await whileHeld(id, source, async (bytes) => {
        for await (const piece of bytes) {
          // While the disk has it, which costs this thread nothing.
          const writing = writeAll(handle, piece);
          hash?.update(piece);
          await writing;
          giveBack(piece);
        }
      });
      return await this.#hashes.rest(id, handle, hash);
    } catch (error) {
      throw asStorageError(error);
    } finally {
      await handle.close();
    }
  }

  /** What an upload is by its bytes, where that is known without reading them once more. */
  hashOf = (id: string): Promise<StoredFile | null> => this.#hashes.find(id, this.#pathOf(id));

  override async remove(id: string): Promise<void> {
    this.#hashes.forget(id);
    await rm(this.#pathOf(id), { force: true });
  }

  /** Of what was written before the machine started, bytes may be missing that the disk had not taken, and the file be no shorter. */
  async #dropDoubtful(id: string): Promise<void> {
    if (this.#hashes.has(id)) return;
    const stats = await stat(this.#pathOf(id)).catch(() => null);
    if (stats && stats.size > 0 && stats.mtimeMs < Date.now() - uptime() * 1000) await truncate(this.#pathOf(id));
  }

  #pathOf(id: string): string {
    return path.join(this.directory, id);
  }
}

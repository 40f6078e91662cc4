import { createHash, type Hash } from "node:crypto";
import { type FileHandle, stat } from "node:fs/promises";
import type { StoredFile } from "@/lib/platform/storage/types";

/** What is known of a file up to where this process wrote it. */
interface Written {
  hash: Hash;
  sizeBytes: number;
  /** Which file it was, and when it was written last. */
  state: string;
}

/** An upload that is never ended stays for a while; the others are few. */
const MOST_KNOWN = 256;

type Stats = { ino: bigint; size: bigint; ctimeNs: bigint };
const stateOf = ({ ino, size, ctimeNs }: Stats): string => `${ino} ${size} ${ctimeNs}`;

/**
 * Hashes files while their bytes come, over all parts of each, so that nobody has to read them once more. It holds for files that
 * this process alone wrote from their first byte on: of one that another process, or an earlier one, wrote to it knows nothing.
 */
export class RunningHashes {
  readonly #known = new Map<string, Written>();

  /** Before the first byte of a part. @returns null where something was written that was not heard of here */
  async goOn(id: string, file: FileHandle): Promise<Hash | null> {
    const stats = await file.stat({ bigint: true });
    const known = this.#known.get(id);
    // What follows may break off in the middle.
    this.#known.delete(id);
    if (stats.size === 0n) return createHash("sha256");
    return known?.state === stateOf(stats) ? known.hash : null;
  }

  /** Behind its last byte. @returns how long the file is now */
  async rest(id: string, file: FileHandle, hash: Hash | null): Promise<number> {
    const stats = await file.stat({ bigint: true });
    if (hash) {
      this.#known.set(id, { hash, sizeBytes: Number(stats.size), state: stateOf(stats) });
      if (this.#known.size > MOST_KNOWN) this.forget(this.#known.keys().next().value!);
    }
    return Number(stats.size);
  }

  /** What a file is by its bytes, where it is known and the file is still the one that was written. */
  async find(id: string, path: string): Promise<StoredFile | null> {
    const known = this.#known.get(id);
    if (!known || known.state !== stateOf(await stat(path, { bigint: true }))) return null;
    return { sizeBytes: known.sizeBytes, sha256: known.hash.copy().digest("hex") };
  }

  /** Whether this process wrote a file last. */
  has = (id: string): boolean => this.#known.has(id);

  forget(id: string): void {
    this.#known.delete(id);
  }
}

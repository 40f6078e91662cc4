import type { Readable } from "node:stream";

/** The folders, or beginnings of names, below which files are kept. */
export const KEPT_FOLDERS = ["assets", "media", "unclaimed", "exports"] as const;
/** Where the parts of uploads wait that have not ended: nothing there is a file yet, and none of it is listed among the kept ones. */
export const UPLOADS_FOLDER = "uploads";
export const isStorageKey = (key: string): boolean => /^(assets|media|unclaimed|exports|uploads)(\/[a-z0-9][a-z0-9._-]*)+$/.test(key);

export type ByteSource = Readable | AsyncIterable<Uint8Array> | Uint8Array;

export interface PutOptions {
  /** Kept by storages that serve files themselves. */
  contentType?: string;
  /** More than this is refused as `too-large`, and nothing is kept. */
  maxBytes?: number;
  /** Fewer or more than this is refused as `upload-incomplete`, and nothing is kept. */
  expectedBytes?: number;
  /** Other bytes than these (lower-case hexadecimal) are refused as `upload-incomplete`, and nothing is kept. */
  expectedSha256?: string;
  signal?: AbortSignal;
}

export interface StoredFile {
  sizeBytes: number;
  /** Lower-case hexadecimal. */
  sha256: string;
}

/** Both ends count, as in HTTP: `{ start: 0, end: 0 }` is the first byte. */
export interface ByteRange {
  start: number;
  /** To the end when left out, or when it lies behind it. */
  end?: number;
}

/** Bytes that are read as somebody asks for them. */
export interface PulledBytes {
  /** The next ones, or null at the end. With `room` they may lie in it, so that none has to be made for them. */
  read: (room?: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer> | null>;
  /** Lets go of where they come from; needed after the end, too. */
  close: () => Promise<void> | void;
}

/** To be read to its end as a stream, or piece by piece; whoever does the latter closes it. */
export interface OpenedFile extends PulledBytes {
  /** Reads as the consumer asks; cancelling it lets go of the file. */
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Of the whole file. */
  sizeBytes: number;
  start: number;
  /** The last byte that `stream` carries; -1 for an empty file. */
  end: number;
}

export interface StorageState {
  ok: boolean;
  /** null: unknown, as with a bucket. */
  freeBytes: number | null;
  /** Of the whole disk; null: unknown. */
  totalBytes: number | null;
  /** What is wrong, in a few English words for the log and the health page. */
  detail?: string;
}

/** Files by key, on a disk or in a bucket. A file is visible whole or not at all. */
export interface Storage {
  /**
   * Keeps the bytes of `source` under `key`, in place of what was there. The bytes of a request belong to the storage
   * then, and may be gone from the memory of whoever looked at them.
   * @throws AppError storage-full · too-large · upload-incomplete; in every case nothing of it stays
   */
  put(key: string, source: ByteSource, options?: PutOptions): Promise<StoredFile>;
  /**
   * Keeps a finished file of this machine's disk under `key`; it is gone from where it was, whatever happens.
   * @throws as put
   */
  takeOver(key: string, file: string, options?: PutOptions): Promise<void>;
  /** @returns null when there is no such file. @throws RangeError when the range begins behind the end */
  openRange(key: string, range?: ByteRange): Promise<OpenedFile | null>;
  stat(key: string): Promise<{ sizeBytes: number } | null>;
  /** Makes sure that the file's name survives a power cut too, after whoever wrote it was cut short. */
  secure(key: string): Promise<void>;
  /** Nothing happens when there is no such file. */
  delete(key: string): Promise<void>;
  /** Lends the file as one on this machine's disk, for tools that want a path. @throws AppError not-found */
  withLocalFile<T>(key: string, use: (path: string) => Promise<T>): Promise<T>;
  /** Writes, reads and removes a small file. @throws what stood against asking, as where this process may open no more files */
  check(): Promise<StorageState>;
  /** Every file that is kept (or those of another folder), in any order, with the time at which it was written. */
  list(folders?: readonly string[]): AsyncIterable<{ key: string; writtenAt: Date }>;
  /** Removes what interrupted writes left behind more than a day ago. @returns how many */
  sweep(): Promise<number>;
}

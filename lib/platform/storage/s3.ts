import "server-only";
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { AppError } from "@/lib/shared/errors";
import { hashBytes } from "./hash-file";
import { measure } from "./measure";
import { sweepParts } from "./parts";
import { openedFile } from "./pull-stream";
import { type ByteSource, isStorageKey, KEPT_FOLDERS, type PulledBytes, type PutOptions, type Storage, type StoredFile } from "./types";

export interface S3Settings {
  bucket: string;
  region: string;
  endpoint?: string | undefined;
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
  forcePathStyle: boolean;
  /** Put before every key, for a bucket that holds other things too. */
  prefix: string;
  /** Where files lie while ffmpeg reads them. */
  tempDir: string;
}

// The smallest part that S3 takes is 5 MiB; two of these in flight bound the memory of one upload.
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;

const statusOf = (error: unknown): number | undefined => (error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined);
export const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException && (["NoSuchKey", "NotFound"].includes(error.name) || statusOf(error) === 404);

// 507 is what MinIO, Ceph and others answer when they are full or over quota.
export function asStorageError(error: unknown): unknown {
  const isFull = statusOf(error) === 507 || (error instanceof S3ServiceException && /StorageFull|QuotaExceeded/.test(error.name));
  return isFull ? new AppError("storage-full", { cause: error }) : error;
}

/** How a client of these settings is made, also by libraries that make their own. */
export function s3ClientConfig({ region, endpoint, accessKeyId, secretAccessKey, forcePathStyle }: S3Settings): S3ClientConfig {
  return {
    region,
    forcePathStyle,
    // Services other than AWS often know no checksums beyond the classic ones.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    ...(endpoint ? { endpoint } : {}),
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
  };
}

/** What stands before every key, without slashes at its ends. */
export const s3Prefix = ({ prefix }: S3Settings): string => prefix.replace(/^\/+|\/+$/g, "");

/** Files in a bucket. The file appears when its upload is completed, and only a whole one is. */
export function createS3Storage(settings: S3Settings): Storage {
  const { bucket: Bucket } = settings;
  const client = new S3Client(s3ClientConfig(settings));
  const prefix = s3Prefix(settings);
  const nameOf = (key: string): string => {
    if (!isStorageKey(key)) throw new Error("Not a storage key.");
    return prefix ? `${prefix}/${key}` : key;
  };

  async function get(key: string, range?: string) {
    try {
      return await client.send(new GetObjectCommand({ Bucket, Key: nameOf(key), ...(range ? { Range: range } : {}) }));
    } catch (error) {
      if (isMissing(error)) return null;
      if (statusOf(error) === 416) throw new RangeError("The range begins behind the end.", { cause: error });
      throw error;
    }
  }

  /**
   * Reads the file back and compares it. Checksums of the protocol would be cheaper, and every other service knows other
   * ones; what counts is what will be served.
   */
  async function holds(key: string, expected: StoredFile): Promise<boolean> {
    const answer = await get(key);
    if (!answer) return false;
    const { sizeBytes, sha256 } = await hashBytes(answer.Body as Readable);
    return sizeBytes === expected.sizeBytes && sha256 === expected.sha256;
  }

  async function put(key: string, source: ByteSource, options: PutOptions = {}): Promise<StoredFile> {
    const { bytes, result, isWhole } = measure(source, options);
    const upload = new Upload({
      client,
      params: {
        Bucket,
        Key: nameOf(key),
        Body: Readable.from(bytes, { objectMode: false }),
        ...(options.contentType ? { ContentType: options.contentType } : {}),
      },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
      leavePartsOnError: false,
    });
    const abort = (): void => void upload.abort().catch(() => undefined);
    options.signal?.addEventListener("abort", abort, { once: true });
    try {
      await upload.done();
    } catch (error) {
      await bytes.return(undefined).catch(() => undefined);
      options.signal?.throwIfAborted();
      // Everything was sent, and the answer to the last step was lost or an error: the file itself says how it went.
      if (!isWhole() || !(await holds(key, result()).catch(() => false))) throw asStorageError(error);
      return result();
    } finally {
      options.signal?.removeEventListener("abort", abort);
    }
    if (await holds(key, result())) return result();
    await client.send(new DeleteObjectCommand({ Bucket, Key: nameOf(key) }));
    throw new Error("The bucket holds other bytes than it was given.");
  }

  return {
    put,

    async takeOver(key, file, options) {
      try {
        await put(key, createReadStream(file), options);
      } finally {
        await rm(file, { force: true });
      }
    },

    async openRange(key, range) {
      const answer = await get(key, range ? `bytes=${range.start}-${range.end ?? ""}` : undefined);
      if (!answer) return null;
      const length = answer.ContentLength ?? 0;
      // `bytes 0-99/1234`: the size of the whole file is behind the slash. A server may also ignore the range and
      // answer with everything.
      const isPart = answer.ContentRange !== undefined;
      const sizeBytes = isPart ? Number(answer.ContentRange?.split("/")[1]) : length;
      const start = range?.start ?? 0;
      const end = Math.min(range?.end ?? sizeBytes - 1, sizeBytes - 1);
      return openedFile(bytesOf(answer.Body as Readable, isPart ? 0 : start, end - start + 1), { sizeBytes, start, end });
    },

    async stat(key) {
      try {
        const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket, Key: nameOf(key) }));
        return { sizeBytes: ContentLength ?? 0 };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    // Whatever a bucket shows, it keeps.
    secure: () => Promise.resolve(),

    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: nameOf(key) })).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    },

    async withLocalFile(key, use) {
      const answer = await get(key);
      if (!answer) throw new AppError("not-found");
      await mkdir(settings.tempDir, { recursive: true, mode: 0o700 });
      const file = path.join(settings.tempDir, `${randomUUID()}.part`);
      try {
        await pipeline(answer.Body as Readable, createWriteStream(file, { flags: "wx", mode: 0o600 }));
        return await use(file);
      } finally {
        await rm(file, { force: true });
      }
    },

    async check() {
      const Key = prefix ? `${prefix}/write-check` : "write-check";
      try {
        await client.send(new PutObjectCommand({ Bucket, Key, Body: "dailies" }), { requestTimeout: 5_000 });
        await client.send(new HeadObjectCommand({ Bucket, Key }), { requestTimeout: 5_000 });
        return { ok: true, freeBytes: null, totalBytes: null };
      } catch (error) {
        return {
          ok: false,
          freeBytes: null,
          totalBytes: null,
          detail: `the bucket cannot be written to (${error instanceof Error ? error.name : "unknown"})`,
        };
      }
    },

    async *list(folders = KEPT_FOLDERS) {
      for (const folder of folders) {
        const Prefix = `${prefix ? `${prefix}/` : ""}${folder}/`;
        for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix }))
          for (const { Key, LastModified } of page.Contents ?? [])
            if (Key && LastModified) yield { key: prefix ? Key.slice(prefix.length + 1) : Key, writtenAt: LastModified };
      }
    },

    /** Uploads that were broken off belong to the bucket's own lifecycle rule; here lie only lent files. */
    sweep: () => sweepParts(settings.tempDir),
  };
}

/** `length` bytes of the body, after `skip` that nobody asked for. */
function bytesOf(body: Readable, skip: number, length: number): PulledBytes {
  // The body reports that it was destroyed, which happens whenever a reader goes away.
  body.on("error", () => undefined);
  const iterator = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array<ArrayBuffer>>;
  let toSkip = skip;
  let left = length;
  return {
    read: async () => {
      while (left > 0) {
        const next = await iterator.next();
        if (next.done) throw new Error("The file ended before its end.");
        const chunk = next.value.subarray(Math.min(toSkip, next.value.byteLength)).subarray(0, left);
        toSkip -= Math.min(toSkip, next.value.byteLength);
        left -= chunk.byteLength;
        if (chunk.byteLength > 0) return chunk;
      }
      return null;
    },
    close: () => void body.destroy(),
  };
}

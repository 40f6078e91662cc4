import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { getEnv } from "@/lib/platform/env";

/** The beginning of a file that is being fetched, on this machine's disk. */
export interface PartFile {
  path: string;
  bytes: number;
  /** Of the whole file; null: the server does not say. */
  total: number | null;
  /** A strong one, by which the rest can be asked for; null: it cannot. */
  etag: string | null;
}

// What has to survive the process stands in the name: one rename takes file and facts together, and only one process gets them.
const NAME = /^fetch-[0-9a-f]{24}-[0-9a-f-]{36}-(\d*)-([\w-]+)\.part$/;
/** A name has at most 255 characters. */
const LONGEST_ETAG = 120;

const folder = (): string => path.join(getEnv().dataDir, "media-tmp");
const prefixOf = (key: string): string => `fetch-${createHash("sha256").update(key).digest("hex").slice(0, 24)}-`;

function newPath(key: string, total: number | null, etag: string | null): string {
  const facts = etag === null ? "" : `-${total ?? ""}-${Buffer.from(etag).toString("base64url")}`;
  return path.join(folder(), `${prefixOf(key)}${randomUUID()}${facts}.part`);
}

/** An empty one. A weak etag promises nothing about bytes. */
export async function beginPart(key: string, source: { contentLength: number | null; etag?: string | null }): Promise<PartFile> {
  const etag = source.etag?.startsWith('"') && source.etag.length <= LONGEST_ETAG ? source.etag : null;
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const file = newPath(key, source.contentLength, etag);
  await (await open(file, "wx", 0o600)).close();
  return { path: file, bytes: 0, total: source.contentLength, etag };
}

/**
 * What an earlier fetch of this key left behind and can be gone on with, now ours alone: whoever may still be writing to it under
 * its old name will not find it again.
 */
export async function takeUpPart(key: string): Promise<PartFile | null> {
  const names = await readdir(folder()).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(prefixOf(key)))) {
    const [, total, encoded] = NAME.exec(name) ?? [];
    if (encoded === undefined) continue;
    const etag = Buffer.from(encoded, "base64url").toString();
    const part = { total: total ? Number(total) : null, etag };
    const file = newPath(key, part.total, etag);
    try {
      await rename(path.join(folder(), name), file);
    } catch {
      continue;
    }
    // Old parts are swept by their age.
    await utimes(file, new Date(), new Date());
    const { size } = await stat(file);
    return { ...part, path: file, bytes: size };
  }
  return null;
}

export const dropPart = (part: PartFile): Promise<void> => rm(part.path, { force: true });

/** A write may take fewer bytes than it was given, last of all on a disk that is running full. */
export async function writeAt(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.byteLength;) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.byteLength - done, position + done);
    done += bytesWritten;
  }
}

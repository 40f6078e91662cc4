import { getStorage } from "@/lib/platform/storage/storage";
import type { ByteRange, OpenedFile } from "@/lib/platform/storage/types";
import { AppError } from "@/lib/shared/errors";
import { readByteRange } from "./byte-range";
import { contentDisposition } from "./download-name";
import { isShownInline } from "./variants";

export interface ServedFile {
  storageKey: string;
  mimeType: string;
  sizeBytes: number;
  /** Quoted; changes when the bytes do, and only then. */
  etag: string;
  downloadName: string;
  /** Known to be other than it was: what is there is sent, and kept by nobody. */
  isDamaged?: boolean;
}

/**
 * Answers a GET or HEAD for a stored file: whole, one range, or "not modified". The bytes are read as the reader
 * takes them and never held. Whoever calls this has asked who may see the file.
 *
 * @throws AppError media-damaged when the file is gone from storage, or has another size than it should
 */
export async function serveFile(request: Request, file: ServedFile, options: { download: boolean }): Promise<Response> {
  const attachment = options.download || !isShownInline(file.mimeType);
  const headers = new Headers({
    "content-type": file.mimeType,
    "content-disposition": contentDisposition(attachment ? "attachment" : "inline", file.downloadName),
    "accept-ranges": "bytes",
    etag: file.etag,
    // A file never changes under its id, and each reader's browser may keep it, but nobody between us may.
    "cache-control": file.isDamaged ? "no-store" : "private, max-age=31536000, immutable, no-transform",
    // A file that somebody brought must not run anything, whatever a browser takes it for.
    "content-security-policy": "sandbox; default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
  });
  if (isMatch(request.headers.get("if-none-match"), file.etag)) return new Response(null, { status: 304, headers });

  const ifRange = request.headers.get("if-range");
  const range = readByteRange(ifRange === null || ifRange === file.etag ? request.headers.get("range") : null, file.sizeBytes);
  if (range.kind === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.sizeBytes}`);
    headers.set("cache-control", "no-store");
    headers.delete("content-disposition");
    return new Response(null, { status: 416, headers });
  }
  if (range.kind === "part") headers.set("content-range", `bytes ${range.start}-${range.end}/${file.sizeBytes}`);
  headers.set("content-length", String(range.kind === "part" ? range.end - range.start + 1 : file.sizeBytes));
  const status = range.kind === "part" ? 206 : 200;
  if (request.method === "HEAD") return new Response(null, { status, headers });

  const opened = await open(file.storageKey, range.kind === "part" ? { start: range.start, end: range.end } : undefined);
  if (!opened) throw new AppError("media-damaged");
  if (opened.sizeBytes !== file.sizeBytes) {
    await opened.stream.cancel();
    throw new AppError("media-damaged");
  }
  return new Response(opened.stream, { status, headers });
}

async function open(storageKey: string, range: ByteRange | undefined): Promise<OpenedFile | null> {
  try {
    return await getStorage().openRange(storageKey, range);
  } catch (error) {
    // The file is shorter than its row says.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const isMatch = (header: string | null, etag: string): boolean =>
  header !== null &&
  header
    .split(",")
    .map((part) => part.trim().replace(/^W\//, ""))
    .some((part) => part === etag || part === "*");

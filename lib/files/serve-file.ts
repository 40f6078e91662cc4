import { readByteRange } from "./byte-range";
import type { ServedFile } from "./open-file";

/**
 * Answers a GET or HEAD for a stored file: whole, one range, or "not modified". The bytes are read as the reader
 * takes them and never held.
 *
 * @throws AppError media-damaged
 */
export async function serveFile(request: Request, file: ServedFile): Promise<Response> {
  const headers = new Headers({
    "content-type": file.mime,
    "content-disposition": file.disposition(new URL(request.url).searchParams.has("download")),
    "accept-ranges": "bytes",
    etag: file.etag,
    "cache-control": file.cacheControl,
    // A file that somebody brought must not run anything, whatever a browser takes it for.
    "content-security-policy": "sandbox; default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
  });
  if (isMatch(request.headers.get("if-none-match"), file.etag)) return new Response(null, { status: 304, headers });

  const ifRange = request.headers.get("if-range");
  const range = readByteRange(ifRange === null || ifRange === file.etag ? request.headers.get("range") : null, file.bytes);
  if (range.kind === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.bytes}`);
    headers.set("cache-control", "no-store");
    headers.delete("content-disposition");
    return new Response(null, { status: 416, headers });
  }
  if (range.kind === "part") headers.set("content-range", `bytes ${range.start}-${range.end}/${file.bytes}`);
  headers.set("content-length", String(range.kind === "part" ? range.end - range.start + 1 : file.bytes));
  const status = range.kind === "part" ? 206 : 200;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  const { stream } = await file.openRange(range.kind === "part" ? { start: range.start, end: range.end } : undefined);
  return new Response(stream, { status, headers });
}

const isMatch = (header: string | null, etag: string): boolean =>
  header !== null &&
  header
    .split(",")
    .map((part) => part.trim().replace(/^W\//, ""))
    .some((part) => part === etag || part === "*");

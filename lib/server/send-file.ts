import type { IncomingMessage, ServerResponse } from "node:http";
import { readByteRange } from "@/lib/files/byte-range";
import type { ServedFile } from "@/lib/files/open-file";
import type { OpenedFile } from "@/lib/platform/storage/types";
import { leaveRoom, takeRoom } from "./rooms";

/** A reader that takes nothing for so long is gone, or comes back with a Range. */
const SILENCE_MS = 120_000;

/**
 * Answers a GET or HEAD for a stored file: whole, one range, or "not modified", always with its length. The bytes are
 * read as the reader takes them and never held. Whoever calls this has asked who may see the file.
 *
 * @throws AppError media-damaged
 */
export async function sendFile(request: IncomingMessage, response: ServerResponse, file: ServedFile, isDownload: boolean): Promise<void> {
  const headers: Record<string, string | number> = {
    "content-type": file.mime,
    "content-disposition": file.disposition(isDownload),
    "accept-ranges": "bytes",
    etag: file.etag,
    "cache-control": file.cacheControl,
    // A file that somebody brought must not run anything, whatever a browser takes it for.
    "content-security-policy": "sandbox; default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
  };
  if (isMatch(request.headers["if-none-match"], file.etag)) return void response.writeHead(304, headers).end();

  const ifRange = request.headers["if-range"];
  const isSame = ifRange === undefined || ifRange === file.etag;
  const range = readByteRange(isSame ? (request.headers.range ?? null) : null, file.bytes);
  if (range.kind === "unsatisfiable") {
    const refused = { "content-range": `bytes */${file.bytes}`, "cache-control": "no-store", "content-length": 0 };
    return void response.writeHead(416, refused).end();
  }
  const part = range.kind === "part" ? range : null;
  if (part) headers["content-range"] = `bytes ${part.start}-${part.end}/${file.bytes}`;
  headers["content-length"] = part ? part.end - part.start + 1 : file.bytes;
  const status = part ? 206 : 200;
  if (request.method === "HEAD") return void response.writeHead(status, headers).end();

  const bytes = await file.openRange(part ?? undefined);
  response.writeHead(status, headers);
  await pour(bytes, request, response);
}

/** Writes as fast as the reader takes, and lets go of the file at the end, however it comes. */
async function pour(bytes: OpenedFile, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setTimeout(SILENCE_MS, () => response.destroy());
  const room = takeRoom();
  let isRead = true;
  try {
    for (let piece = await bytes.read(room); piece; piece = await bytes.read(room)) {
      isRead = await isTaken(piece, request, response);
      if (!isRead) return;
    }
    response.end();
  } finally {
    leaveRoom(room, isRead);
    await bytes.close();
  }
}

/**
 * Waits until the system has taken the piece, so that its buffer can be used again; false when the reader has left. The
 * request tells that too: an answer that waits behind another one on the same connection has no connection of its own yet.
 */
export const isTaken = (piece: Uint8Array, request: IncomingMessage, response: ServerResponse): Promise<boolean> =>
  new Promise((resolve) => {
    if (request.destroyed || response.destroyed) return resolve(false);
    const left = (): void => resolve(false);
    request.once("close", left);
    response.write(piece, (error) => {
      request.off("close", left);
      resolve(!error);
    });
  });

const isMatch = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  header
    .split(",")
    .map((part) => part.trim().replace(/^W\//, ""))
    .some((part) => part === etag || part === "*");

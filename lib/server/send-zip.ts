import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { contentDisposition } from "@/lib/files/download-name";
import { takeSlot } from "@/lib/generations/bundle/slots";
import type { Bundle } from "@/lib/generations/bundle/stream-bundle";
import type { Exchange } from "./exchange";

/** A reader that takes nothing for so long is gone. */
const SILENCE_MS = 120_000;

/**
 * Sends an archive while it is made. How long it becomes nobody knows before its end.
 * @throws AppError download-running, too-many-downloads
 */
export async function sendZip(
  { incoming, response }: Exchange,
  userId: string,
  { name, open }: Extract<Bundle, { open: unknown }>,
): Promise<void> {
  const isAsked = incoming.method !== "HEAD";
  const release = isAsked ? takeSlot(userId) : () => undefined;
  try {
    response.writeHead(200, {
      "content-type": "application/zip",
      "content-disposition": contentDisposition("attachment", name),
      "cache-control": "private, no-store, no-transform",
      "cross-origin-resource-policy": "same-origin",
    });
    if (!isAsked) return void response.end();
    response.setTimeout(SILENCE_MS, () => response.destroy());
    // However it ends: read to its end, or left.
    const archive = Readable.fromWeb(open() as NodeReadableStream<Uint8Array>).once("close", release);
    await pipeline(archive, response);
  } finally {
    release();
  }
}

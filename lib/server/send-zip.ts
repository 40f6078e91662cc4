import { contentDisposition } from "@/lib/files/download-name";
import { takeSlot } from "@/lib/generations/bundle/slots";
import type { Bundle } from "@/lib/generations/bundle/stream-bundle";
import type { Exchange } from "./exchange";
import { leaveRoom, takeRoom } from "./rooms";
import { isTaken } from "./send-file";

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
  const headers = {
    "content-type": "application/zip",
    "content-disposition": contentDisposition("attachment", name),
    "cache-control": "private, no-store, no-transform",
    "cross-origin-resource-policy": "same-origin",
  };
  if (incoming.method === "HEAD") return void response.writeHead(200, headers).end();
  const release = takeSlot(userId);
  const room = takeRoom();
  let isRead = true;
  try {
    response.writeHead(200, headers).setTimeout(SILENCE_MS, () => response.destroy());
    for await (const piece of open(room)) {
      isRead = await isTaken(piece, incoming, response);
      if (!isRead) return;
    }
    response.end();
  } finally {
    leaveRoom(room, isRead);
    release();
  }
}

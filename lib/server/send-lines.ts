import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Exchange } from "./exchange";

/** Sends a table as a file, line by line as it is read, so that no month is too long for memory. */
export async function sendLines({ incoming, response }: Exchange, name: string, lines: AsyncIterable<string>): Promise<void> {
  response.writeHead(200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "private, no-store",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
  });
  if (incoming.method === "HEAD") {
    response.end();
    return;
  }
  await pipeline(Readable.from(lines), response);
}

import { createServer, get, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ServedFile } from "@/lib/files/open-file";
import { openedFile } from "@/lib/platform/storage/pull-stream";
import { sendFile } from "./send-file";

const SIZE = 3 * 1024 * 1024;
let server: Server;
let port: number;
let open = 0;
let failures: unknown[] = [];

/** A file of one byte, over and over, that is read into the room that it is lent. */
const fileOf = (byte: number, size: number): ServedFile => ({
  mime: "video/mp4",
  bytes: size,
  etag: `"${byte}"`,
  disposition: () => "inline",
  cacheControl: "no-store",
  openRange: () => {
    open++;
    let left = size;
    const read = async (room = new Uint8Array(64 * 1024)) => {
      const piece = room.subarray(0, Math.min(room.length, left)).fill(byte);
      left -= piece.length;
      return piece.length > 0 ? piece : null;
    };
    return Promise.resolve(openedFile({ read, close: () => void open-- }, { sizeBytes: size, start: 0, end: size - 1 }));
  },
});

beforeEach(async () => {
  open = 0;
  failures = [];
  server = createServer((request, response) => {
    const [, byte, size] = request.url!.split("/").map(Number);
    sendFile(request, response, fileOf(byte!, size!), false).catch((error: unknown) => failures.push(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const bodyOf = (byte: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    get({ port, path: `/${byte}/${SIZE}`, agent: false }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => resolve(Buffer.concat(pieces)));
    }).on("error", reject);
  });

describe("a file on its way", () => {
  it("reaches each of many readers as it is, though they share the room that it is read into, and while others leave", async () => {
    const leave = (byte: number): Promise<void> =>
      new Promise((resolve) => {
        get({ port, path: `/${byte}/${SIZE}`, agent: false }, (answer) => {
          answer.once("data", () => resolve(void answer.destroy()));
        });
      });
    for (let round = 0; round < 3; round++) {
      const readers = Array.from({ length: 40 }, async (_, byte) => {
        if (byte % 4 === 0) return leave(byte);
        expect((await bodyOf(byte)).equals(Buffer.alloc(SIZE, byte))).toBe(true);
      });
      await Promise.all(readers);
    }
    await vi.waitFor(() => expect(open).toBe(0));
    expect(failures).toEqual([]);
  });

  it("is let go of when its reader leaves, also behind another answer on the same line", async () => {
    const socket = connect(port, "127.0.0.1");
    // More than the system keeps for somebody who reads nothing.
    const ask = (byte: number): string => `GET /${byte}/${100 * SIZE} HTTP/1.1\r\nhost: x\r\n\r\n`;
    socket.write(ask(1) + ask(2));
    await vi.waitFor(() => expect(open).toBe(2));
    socket.destroy();
    await vi.waitFor(() => expect(open).toBe(0));
    expect(failures).toEqual([]);
  });
});

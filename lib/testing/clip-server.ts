import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { listen } from "./listen";

export interface ClipServer {
  /** Where the file lies; `http://127.0.0.1:…/clip.mp4`. */
  url: string;
  /** The range of every call, in order; null where none was asked for. */
  ranges: (string | null)[];
  /** The key of every call; null where none was sent. */
  keys: (string | null)[];
  /** What happens to the next answers; when it is empty they are whole. `break`: half of what was asked for, and then the line is dead. */
  fates: ("whole" | "break" | "hang" | "forbidden")[];
  /** Another file from now on. */
  serve(file: string): Promise<void>;
  stop(): Promise<void>;
}

/** Serves one file as object stores do: with ranges, and a strong etag. */
export async function startClipServer(file: string): Promise<ClipServer> {
  let bytes = await readFile(file);
  const state: Pick<ClipServer, "ranges" | "keys" | "fates"> = { ranges: [], keys: [], fates: [] };
  const server = createServer((request, response) => {
    const etag = `"${bytes.length}"`;
    const range = request.headers.range ?? null;
    state.ranges.push(range);
    state.keys.push(request.headers.authorization ?? null);
    const fate = state.fates.shift() ?? "whole";
    if (fate === "forbidden") return void response.writeHead(403).end("<Error/>");
    const isSame = request.headers["if-range"] === undefined || request.headers["if-range"] === etag;
    const start = isSame && range ? Number(/^bytes=(\d+)-/.exec(range)?.[1]) : 0;
    const part = bytes.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, {
      "content-type": "video/mp4",
      "content-length": part.length,
      etag,
      ...(start > 0 ? { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    send(response, part, fate);
  });
  const { origin, stop } = await listen(server);
  return Object.assign(state, {
    stop,
    url: `${origin}/clip.mp4`,
    async serve(other: string) {
      bytes = await readFile(other);
    },
  });
}

function send(response: ServerResponse, part: Buffer, fate: "whole" | "break" | "hang"): void {
  if (fate === "whole") return void response.end(part);
  response.write(part.subarray(0, Math.ceil(part.length / 2)), () => {
    // The half has to be on its way before the line dies.
    if (fate === "break") setImmediate(() => response.socket?.end());
  });
}

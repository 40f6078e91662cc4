import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { ConnectionReset } from "./connection-reset";

export interface RunningServer {
  port: number;
  origin: string;
  close(): Promise<void>;
}

/**
 * Serves a Request → Response function over HTTP. A ConnectionReset, thrown or met in the middle of a body,
 * ends the connection as the network would.
 * @param port 0 lets the system choose
 */
export async function serve(
  handler: (request: Request) => Promise<Response>,
  options: { port: number; host: string },
): Promise<RunningServer> {
  const server = createServer((incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.on("close", () => gone.abort(new Error("the client has gone")));
    answer(handler, incoming, outgoing, gone.signal).catch((error: unknown) => {
      if (gone.signal.aborted) return;
      if (!(error instanceof ConnectionReset))
        process.stderr.write(`emulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      if (error instanceof ConnectionReset || outgoing.headersSent) outgoing.socket?.resetAndDestroy();
      else outgoing.writeHead(500, { "content-type": "text/plain" }).end("emulator error");
    });
  });
  // A client that keeps a connection open for the next poll must not find it closed under its request.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return { port, origin: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`, close: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(
  handler: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  const request = toRequest(incoming, gone);
  if (!request) return void outgoing.writeHead(400).end();
  // An answer that did not need the body leaves it in the connection, where the next request would wait behind it for ever.
  outgoing.on("finish", () => void (request.body && !request.bodyUsed && request.arrayBuffer().catch(() => undefined)));
  const response = await handler(request);
  if (gone.aborted) {
    await response.body?.cancel();
    return;
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) {
    outgoing.end();
    return;
  }
  const reader = response.body.getReader();
  gone.addEventListener("abort", () => void reader.cancel().catch(() => undefined), { once: true });
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (gone.aborted) return;
    if (!outgoing.write(value)) await drained(outgoing);
  }
  outgoing.end();
}

const drained = (outgoing: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      outgoing.off("drain", go);
      outgoing.off("close", go);
      resolve();
    };
    outgoing.on("drain", go);
    outgoing.on("close", go);
  });

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request | null {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === "string") headers.set(name, value);
    else for (const one of value ?? []) headers.append(name, one);
  }
  const method = incoming.method ?? "GET";
  const url = URL.parse(incoming.url ?? "/", `http://${incoming.headers.host ?? "127.0.0.1"}`);
  // A Host that is no name, or carries a user.
  if (!url || url.username) return null;
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(url, {
    method,
    headers,
    signal,
    ...(hasBody ? { body: Readable.toWeb(incoming) as WebStream<Uint8Array> as ReadableStream<Uint8Array>, duplex: "half" } : {}),
  } as RequestInit);
}

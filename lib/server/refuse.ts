import type { IncomingMessage, ServerResponse } from "node:http";

/** Server actions take this much as well; anything larger is an upload and has a way of its own. */
const MOST_BODY_BYTES = 1024 * 1024;
/** No form of ours is a tenth as deep; a parser that calls itself for each level ends somewhere behind a thousand. */
const MOST_LEVELS = 200;
const BODY_TIMEOUT_MS = 60_000;

export interface Refusal {
  status: number;
  headers?: Record<string, string>;
}

/** What is wrong with a request before anybody looks at what it asks for; null when nothing is. */
export function findMalformed({ method = "", url = "", headers }: IncomingMessage): Refusal | null {
  if (!/^(GET|HEAD|POST|PUT)$/.test(method)) return { status: 405, headers: { allow: "GET, HEAD, POST, PUT" } };
  const [path = "", query = ""] = url.split("?", 2);
  // Neither Postgres nor a file system knows what to do with a zero in a name.
  if (!path.startsWith("/") || !isText(path) || path.includes("%00") || query.includes("%00")) return { status: 400 };
  const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  return hasBody && (method === "GET" || method === "HEAD") ? { status: 400 } : null;
}

function isText(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    // `%ff` and the like: no UTF-8.
    return false;
  }
}

/**
 * What is wrong with something that is to be changed on a page: it comes from another site, is too large, or nested so
 * deeply that the reader behind it would run out of stack. What was read for the answer is put back.
 */
export async function findBadChange(request: IncomingMessage, origin: string): Promise<Refusal | null> {
  if (request.method === "PUT") return { status: 405, headers: { allow: "GET, HEAD, POST" } };
  if (request.headers.origin !== origin) return { status: 403 };
  const length = request.headers["content-length"];
  if (length === undefined) return { status: 411 };
  if (Number(length) > MOST_BODY_BYTES) return { status: 413 };
  // A route handler of Next (next-auth's) refuses a body that somebody looked at before, and reads forms without recursion.
  if (request.url?.startsWith("/api/")) return null;
  const body = await peek(request, Number(length));
  if (!body) return { status: 408 };
  return depthOf(body) > MOST_LEVELS ? { status: 400 } : null;
}

/** The whole body, which stays to be read; null when it did not come in time. */
function peek(request: IncomingMessage, length: number): Promise<Buffer | null> {
  if (length === 0) return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve) => {
    const end = (body: Buffer | null): void => {
      clearTimeout(timer);
      request.off("readable", look).off("close", close);
      if (body) request.unshift(body);
      resolve(body);
    };
    const look = (): void => {
      const body = request.read(length) as Buffer | null;
      if (body) end(body);
    };
    const close = (): void => end(null);
    const timer = setTimeout(close, BODY_TIMEOUT_MS);
    request.on("readable", look).on("close", close);
  });
}

/** How deep brackets are nested outside of quoted strings. */
function depthOf(body: Buffer): number {
  let [depth, deepest, isQuoted] = [0, 0, false];
  for (let index = 0; index < body.length; index++) {
    const byte = body[index];
    if (byte === 0x22) isQuoted = !isQuoted;
    else if (isQuoted) index += byte === 0x5c ? 1 : 0;
    else if (byte === 0x5b || byte === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return deepest;
}

/** Ends a request with nothing but its status. The line is closed: what else comes on it was not understood. */
export function refuse(response: ServerResponse, { status, headers = {} }: Refusal): void {
  response.writeHead(status, { ...headers, "cache-control": "no-store", "content-length": 0, connection: "close" }).end();
}

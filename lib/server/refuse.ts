import type { IncomingMessage, ServerResponse } from "node:http";
import { MOST_BODY_BYTES } from "@/lib/shared/request-limits";
import { isCall } from "./action-call";

/** Nothing of ours is a tenth as deep; a parser that calls itself for each level ends somewhere behind a thousand. */
const MOST_LEVELS = 200;
const BODY_TIMEOUT_MS = 60_000;

export interface Refusal {
  status: number;
  headers?: Record<string, string>;
}

/** What is wrong with a request before anybody looks at what it asks for; null when nothing is. */
export function findMalformed({ method = "", url = "", headers }: IncomingMessage): Refusal | null {
  if (!/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method))
    return { status: 405, headers: { allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" } };
  // Neither Postgres nor a file system knows what to do with a zero in a name.
  if (!url.startsWith("/") || !isText(url.split("?", 1)[0]!) || url.includes("%00")) return { status: 400 };
  const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  return hasBody && !/^P/.test(method) ? { status: 400 } : null;
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
 * What is wrong with something that is to be changed: it comes from another site, is too large, or is written as nothing of ours
 * writes it. Behind this door such a body would only end in an error of the server. What was read is put back.
 */
export async function findBadChange(request: IncomingMessage, origin: string): Promise<Refusal | null> {
  if (request.method !== "POST") return { status: 405, headers: { allow: "GET, HEAD, POST" } };
  if (request.headers.origin !== origin) return { status: 403 };
  const length = request.headers["content-length"];
  if (length === undefined) return { status: 411 };
  if (Number(length) > MOST_BODY_BYTES) return { status: 413 };
  const type = request.headers["content-type"] ?? "";
  // A route handler of Next (next-auth's) refuses a body that somebody looked at before; forms are all that it is sent.
  if (request.url?.startsWith("/api/"))
    return length === "0" || /^application\/x-www-form-urlencoded\b/i.test(type) ? null : { status: 415 };
  // No page of ours sends a form by itself: its parts would be read by a parser that has been broken before.
  if (/^multipart\//i.test(type)) return { status: 415 };
  const body = await peek(request, Number(length));
  if (!body) return { status: 408 };
  const text = body.toString("utf8");
  if (depthOf(text) > MOST_LEVELS) return { status: 400 };
  return request.headers["next-action"] === undefined || isCall(text) ? null : { status: 400 };
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
function depthOf(text: string): number {
  let [depth, deepest, isQuoted] = [0, 0, false];
  for (let index = 0; index < text.length; index++) {
    const mark = text[index];
    if (mark === '"') isQuoted = !isQuoted;
    else if (isQuoted) index += mark === "\\" ? 1 : 0;
    else if (mark === "[" || mark === "{") deepest = Math.max(deepest, ++depth);
    else if (mark === "]" || mark === "}") depth--;
  }
  return deepest;
}

/** Ends a request with nothing but its status. The line is closed: what else comes on it was not understood. */
export function refuse(response: ServerResponse, { status, headers = {} }: Refusal): void {
  response.writeHead(status, { ...headers, "cache-control": "no-store", "content-length": 0, connection: "close" }).end();
}

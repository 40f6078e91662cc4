import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { sessionCookie } from "@/lib/access/identity/session-cookie";

const COMMON = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "cross-origin-opener-policy": "same-origin",
} as const;

/** For whatever lies behind a link: its address is the secret, and nobody between keeps or lists what it shows. */
export function setGuestHeaders(response: ServerResponse): void {
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("x-robots-tag", "noindex, nofollow");
}

const YEAR_SECONDS = 31_536_000;

export function setCommonHeaders(response: ServerResponse, origin: string): void {
  for (const [name, value] of Object.entries(COMMON)) response.setHeader(name, value);
  if (origin.startsWith("https:")) response.setHeader("strict-transport-security", `max-age=${YEAR_SECONDS}`);
}

/**
 * Lets a page run only the scripts that its own server put into it. Next reads the nonce out of the request's header and
 * marks its scripts with it, so the same policy goes both ways.
 */
export function setPagePolicy(request: IncomingMessage, response: ServerResponse, isDevelopment: boolean, isFramed = false): void {
  const policy = pagePolicy(randomBytes(16).toString("base64"), isDevelopment, isFramed);
  if (isFramed) response.removeHeader("x-frame-options");
  request.headers["content-security-policy"] = policy;
  response.setHeader("content-security-policy", policy);
}

function pagePolicy(nonce: string, isDevelopment: boolean, isFramed: boolean): string {
  return [
    "default-src 'self'",
    // In development React builds stack traces out of strings.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Styles are set by attribute where a number decides: progress, virtual lists, a clip's ratio.
    "style-src 'self' 'unsafe-inline'",
    // blob: shows what a person chose before it is uploaded.
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    // Also to bytes of the page's own: Chromium counts a clip that it reads from memory as a connection.
    "connect-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${isFramed ? "*" : "'none'"}`,
    "object-src 'none'",
  ].join("; ");
}

/** The browser of somebody who signs out forgets what it kept of the clips, too: it happens where the session's cookie is emptied. */
export function clearCacheAtSignOut(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = (...given: unknown[]) => {
    const cookies = [response.getHeader("set-cookie") ?? []].flat().map(String);
    if (!response.headersSent && cookies.some((cookie) => cookie.startsWith(`${sessionCookie().name}=;`)))
      response.setHeader("clear-site-data", '"cache"');
    return writeHead(...given);
  };
}

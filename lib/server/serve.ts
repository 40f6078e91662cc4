import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { errorResponse } from "@/lib/access/doors/json-response";
import type { Asked } from "@/lib/access/doors/request-actor";
import { logError, logger } from "@/lib/platform/log";
import { noteRequest } from "@/lib/platform/metrics";
import { remoteSpan, type SpanFacts, traced } from "@/lib/platform/tracing";
import { withoutSecrets } from "@/lib/shared/secrets";
import { isEmbeddable } from "@/lib/shares/guests/find-share";
import { endDeadBody } from "./dead-body";
import { findRoute, type FoundRoute } from "./find-route";
import { decideForwarded, writeForwarded, type ForwardedRule } from "./forwarded";
import { findBadChange, findMalformed, refuse } from "./refuse";
import { clearCacheAtSignOut, setCommonHeaders, setGuestHeaders, setPagePolicy } from "./security-headers";
import { sendResponse } from "./send-response";

export interface ServeOptions extends ForwardedRule {
  isDevelopment: boolean;
  /** Next's own handler: pages, actions, scripts, sign-in. */
  pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/**
 * The one way in. What is no request is refused before anybody looks at what it asks for; where it came from is decided
 * once, for everybody behind; and then it is answered from our table, or else by Next.
 */
export function createServe(options: ServeOptions): RequestListener {
  async function serve(request: IncomingMessage, response: ServerResponse, tell: Tell): Promise<void> {
    const malformed = findMalformed(request);
    if (malformed) return refuse(response, malformed);
    const forwarded = decideForwarded(request, options);
    if (!forwarded) return refuse(response, { status: 400 });
    writeForwarded(request, forwarded);
    setCommonHeaders(response, forwarded.origin);
    const path = request.url!.split("?", 1)[0]!;
    if (GUESTS.test(path)) setGuestHeaders(response);
    const found = findRoute(request.method!, path);
    nameRequest(request, response, kindOf(found, request), tell);
    if (found && found !== "other-method") tell({ "http.route": found.route.path }, `${request.method} ${found.route.path}`);
    endDeadBody(request);
    if (found === "other-method") return refuse(response, { status: 405 });
    if (found) return answer(found, request, response, forwarded.origin);

    const isRead = request.method === "GET" || request.method === "HEAD";
    const bad = isRead ? null : await findBadChange(request, forwarded.origin);
    if (bad) return refuse(response, bad);
    setPagePolicy(request, response, options.isDevelopment, await mayBeFramed(path));
    if (!isRead) clearCacheAtSignOut(response);
    await options.pages(request, response);
  }

  return (request, response) => {
    const { method = "", url = "", headers } = request;
    const work = (tell: Tell): Promise<void> =>
      serve(request, response, tell).finally(() => tell({ "http.response.status_code": response.statusCode }));
    const remote = options.trustedProxies > 0 ? remoteSpan(headers.traceparent?.toString()) : undefined;
    const asked = UNTRACED.test(url) ? work(() => undefined) : traced(method, { "http.request.method": method }, work, { remote });
    asked.catch((error: unknown) => {
      logError(error, { method: request.method });
      response.destroy();
    });
  };
}

type Tell = (facts: SpanFacts, name?: string) => void;

/** Asked all the time, and worth no trace. */
const UNTRACED = /^\/(?:_next\/static\/|api\/health|metrics)/;

/** The page of a link, what it is made of, and the same in a frame of another site. */
const GUESTS = /^\/(?:s|embed|api\/shares)\//;
const EMBED = /^\/embed\/([\w-]{43})$/;

/** Only a link that its team lets others embed. */
async function mayBeFramed(path: string): Promise<boolean> {
  const token = EMBED.exec(path)?.[1];
  return token !== undefined && (await isEmbeddable(token));
}

/** A name of our own for each request, in its answer and in the log, so that the one can be found by the other. */
function nameRequest(request: IncomingMessage, response: ServerResponse, kind: string, tell: Tell): void {
  const requestId = randomUUID();
  tell({ "dailies.kind": kind, "dailies.request_id": requestId }, `${request.method} ${kind}`);
  const startedAt = performance.now();
  request.headers["x-request-id"] = requestId;
  response.setHeader("x-request-id", requestId);
  response.once("close", () => {
    const { method } = request;
    const url = request.url && withoutSecrets(request.url);
    const durationMs = performance.now() - startedAt;
    // A stream of changes lasts as long as its page, which is no time that anybody waits.
    if (kind !== "stream") noteRequest(kind, response.statusCode, durationMs / 1000);
    logger.debug({ requestId, method, url, httpStatus: response.statusCode, durationMs: Math.round(durationMs) }, "answered");
  });
}

/** What is measured together: never the address, of which there are as many as clips. */
function kindOf(found: ReturnType<typeof findRoute>, { method, url = "" }: IncomingMessage): string {
  if (found === "other-method") return "refused";
  if (found) return found.route.kind;
  if (url.startsWith("/_next/static/")) return "script";
  return method === "GET" || method === "HEAD" ? "page" : "action";
}

async function answer({ route, params }: FoundRoute, incoming: IncomingMessage, response: ServerResponse, origin: string): Promise<void> {
  try {
    await route.answer({ incoming, response, request: toAsked(incoming, origin), params });
  } catch (error) {
    // Whoever left takes no answer, and one that has begun cannot be taken back.
    if (response.destroyed) return;
    if (response.headersSent) return void response.destroy(logged(error));
    await sendResponse(response, errorResponse(error));
  }
}

function logged(error: unknown): Error {
  logError(error, {}, "an answer broke off");
  return error instanceof Error ? error : new Error("broke off", { cause: error });
}

/** Address and headers as the doors read them; the body stays where it is. */
const toAsked = ({ method = "GET", url = "/", headers }: IncomingMessage, origin: string): Asked => ({
  method,
  url: origin + url,
  headers: { get: (name) => headers[name]?.toString() ?? null },
});

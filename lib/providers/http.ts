import { channel } from "node:diagnostics_channel";
import { Agent, buildConnector, fetch as undiciFetch } from "undici";

/** Answers in bytes: a list page of 500 finished tasks with their signed links is the largest honest one. */
export const ANSWER_LIMITS = { create: 64 * 1024, answer: 1024 * 1024, list: 4 * 1024 * 1024 } as const;

/**
 * Milliseconds. A create may take tens of seconds, because inline media are fetched and checked before it
 * answers; an upload carries up to 50 MB through whatever line the studio has.
 */
export const TIMEOUTS = { connect: 5_000, create: 120_000, read: 30_000, upload: 300_000 } as const;

/** Milliseconds that a create of so many bytes may take: files inside it travel over whatever line the studio has. */
export const createTimeoutMs = (bytes: number): number => TIMEOUTS.create + Math.min(480_000, Math.ceil(bytes / 100));

/** What came of one call, for whoever measures: the status of the answer, or the code of what kept it away. */
export interface CallNote {
  method: string;
  outcome: string;
  seconds: number;
}
const calls = channel("dailies.provider-call");

const USER_AGENT = "Dailies/1.0 (self-hosted video studio)";

export interface HttpRequest {
  method: "GET" | "POST" | "DELETE";
  url: string;
  /** Value of the Authorization header; refused for any origin but the configured ones. */
  authorization?: string;
  contentType?: string;
  body?: string | Blob;
  timeoutMs: number;
  maxBytes: number;
  /** A connection of its own, so that a failure to connect proves that nothing was sent. */
  fresh?: boolean;
  signal?: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** A call that brought no complete answer. `phase` says whether the request may have arrived. */
export class HttpFailure extends Error {
  readonly phase: "notSent" | "sent";
  /** `ECONNREFUSED`, `ENOTFOUND`, `TIMEOUT`, `ABORTED`, `TOO_LARGE` and the like. */
  readonly code: string;

  constructor(phase: "notSent" | "sent", code: string, cause?: unknown) {
    super(`${code} (${phase})`, { cause });
    this.name = "HttpFailure";
    this.phase = phase;
    this.code = code;
  }
}

export interface Http {
  /** Sends once and reads the whole answer, whatever its status. @throws HttpFailure */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

/**
 * Errors that can only happen before the first byte of a request: name look-up, connecting, and the TLS handshake.
 * Codes that may also come from an open connection (`ETIMEDOUT`, `EPIPE`, `ECONNRESET`) are left out on purpose.
 */
const NEVER_CONNECTED =
  /^(?:ENOTFOUND|EAI_[A-Z]+|ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT|CERT_[A-Z_]+|ERR_TLS_[A-Z_]+|ERR_SSL_[A-Z_]+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_[A-Z_]+)$/u;

/** The most telling code in a chain of causes; undici wraps what the socket said, and Node wraps several addresses into one. */
export function errorCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; depth++) {
    const { code } = at as { code?: unknown };
    if (typeof code === "string" && code !== "") return code;
    if (at instanceof AggregateError && at.errors[0] !== undefined) at = at.errors[0];
    else at = at.cause;
  }
  return "NETWORK";
}

// One pool for all reads of the process. HTTP/2 stays off: its connections are shared, which blurs what was sent.
let sharedAgent: Agent | undefined;
const agentForReads = (): Agent =>
  (sharedAgent ??= new Agent({
    allowH2: false,
    connect: { timeout: TIMEOUTS.connect },
    headersTimeout: 0,
    bodyTimeout: 0,
    connections: 16,
    keepAliveTimeout: 10_000,
  }));

/** A connection for one request, and whether it ever came about. */
function openFreshLine(): { agent: Agent; isConnected: () => boolean } {
  const connect = buildConnector({ allowH2: false, timeout: TIMEOUTS.connect });
  let connected = false;
  const agent = new Agent({
    allowH2: false,
    connections: 1,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (options, callback) =>
      connect(options, (...result) => {
        if (result[0] === null) connected = true;
        callback(...result);
      }),
  });
  return { agent, isConnected: () => connected };
}

/**
 * The one place that sends to a provider: explicit User-Agent, no compression, no redirects, limits on time and
 * size, no retries, and the key only to `origins`.
 */
export function createHttp(options: { fetch?: typeof fetch | undefined; origins: readonly string[] }): Http {
  const origins = new Set(options.origins.map((url) => new URL(url).origin));
  // Node's own fetch brings another undici along, which does not take our connections.
  const injected = options.fetch && options.fetch !== globalThis.fetch ? options.fetch : null;

  async function start(request: HttpRequest, signal: AbortSignal): Promise<{ response: Response; release: () => void }> {
    const { origin } = new URL(request.url);
    if (request.authorization !== undefined && !origins.has(origin)) throw new Error(`The key is not for ${origin}`);
    if (signal.aborted) throw new HttpFailure("notSent", "ABORTED", signal.reason);
    const headers: Record<string, string> = { "user-agent": USER_AGENT, "accept-encoding": "identity", accept: "application/json" };
    if (request.authorization !== undefined) headers.authorization = request.authorization;
    if (request.contentType !== undefined) headers["content-type"] = request.contentType;
    const init: RequestInit = {
      method: request.method,
      headers,
      redirect: "manual",
      signal,
      ...(request.body === undefined ? {} : { body: request.body }),
    };
    if (injected) {
      try {
        return { response: await untilAborted(injected(request.url, init), signal), release: () => {} };
      } catch (error) {
        if (signal.aborted) throw new HttpFailure("sent", abortCode(signal), error);
        const code = errorCode(error);
        throw new HttpFailure(NEVER_CONNECTED.test(code) ? "notSent" : "sent", code, error);
      }
    }
    const line = request.fresh ? openFreshLine() : null;
    const release = () => void line?.agent.destroy();
    try {
      const response = await undiciFetch(request.url, { ...(init as object), dispatcher: line?.agent ?? agentForReads() });
      return { response: response as unknown as Response, release };
    } catch (error) {
      release();
      const code = signal.aborted ? abortCode(signal) : errorCode(error);
      const reached = line ? line.isConnected() : !NEVER_CONNECTED.test(code);
      throw new HttpFailure(reached ? "sent" : "notSent", code, error);
    }
  }

  return {
    async send(request) {
      const limit = limitTime(request.timeoutMs, request.signal);
      const startedAt = performance.now();
      let outcome = "broken";
      try {
        const { response, release } = await start(request, limit.signal);
        outcome = String(response.status);
        try {
          return { status: response.status, headers: response.headers, text: await readText(response, request.maxBytes, limit.signal) };
        } finally {
          release();
        }
      } catch (error) {
        if (error instanceof HttpFailure) outcome = error.code;
        throw error;
      } finally {
        limit.end();
        calls.publish({ method: request.method, outcome, seconds: (performance.now() - startedAt) / 1000 } satisfies CallNote);
      }
    },
  };
}

const OUT_OF_TIME = new Error("out of time");
const abortCode = (signal: AbortSignal): string => (signal.reason === OUT_OF_TIME ? "TIMEOUT" : "ABORTED");

function limitTime(timeoutMs: number, outer: AbortSignal | undefined): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(OUT_OF_TIME), timeoutMs);
  const forward = () => controller.abort(outer?.reason);
  if (outer?.aborted) forward();
  outer?.addEventListener("abort", forward, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", forward);
    },
  };
}

/** A stand-in for the network need not listen to signals. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

async function readText(response: Response, maxBytes: number, signal: AbortSignal): Promise<string> {
  if (!response.body) return "";
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await untilAborted(reader.read(), signal);
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) throw new HttpFailure("sent", "TOO_LARGE");
      chunks.push(value);
    }
  } catch (error) {
    void reader.cancel().catch(() => undefined); // the first failure is the one that counts
    if (error instanceof HttpFailure) throw error;
    throw new HttpFailure("sent", signal.aborted ? abortCode(signal) : errorCode(error), error);
  }
  return new TextDecoder().decode(Buffer.concat(chunks, size));
}

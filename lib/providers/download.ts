import { lookup as lookupAddress, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector, fetch as undiciFetch } from "undici";
import { isPublicAddress } from "./address-guard";
import { errorCode } from "./http";

const MAX_HOPS = 3;
const ABSOLUTE_MAX_BYTES = 4 * 1024 ** 3;
const CONNECT_TIMEOUT_MS = 10_000;
const HEADERS_TIMEOUT_MS = 30_000;
/** Slower than this over a whole window is as good as dead, and resuming may find a better road. */
const SLOWEST = { bytesPerSecond: 10 * 1024, windowMs: 60_000 };

export type DownloadProblem =
  | "badUrl" // no URL, credentials in it, or not https on its usual port
  | "forbiddenAddress" // leads to a private, local or special address
  | "tooManyRedirects"
  | "httpStatus"
  | "rangeMismatch" // the answer is not the part that was asked for
  | "noFile" // JSON or a web page where a file should be
  | "encoded" // compressed although that was refused: its size could not be checked
  | "tooLarge"
  | "tooSlow"
  | "truncated"
  | "network"
  | "aborted";

/** A result that could not be fetched. Never carries the link: its query string is a credential. */
export class DownloadError extends Error {
  readonly problem: DownloadProblem;
  /** Of the answer, for `httpStatus`: 403 and 404 mean that a fresh link is needed. */
  readonly status: number | null;

  constructor(problem: DownloadProblem, options: { status?: number; detail?: string; cause?: unknown } = {}) {
    super([problem, options.status, options.detail].filter((part) => part !== undefined).join(" "), { cause: options.cause });
    this.name = "DownloadError";
    this.problem = problem;
    this.status = options.status ?? null;
  }
}

export interface OpenResultOptions {
  /** Base URLs whose HOST is trusted on any port, by http, and on loopback: the provider's own. All else must be public. */
  trustedOrigins: readonly string[];
  /** Of the whole file, the part before `rangeStart` included. */
  maxBytes: number;
  /** Value of the Authorization header. It goes to the first address only, which must be a trusted one, and along no redirect. */
  authorization?: string;
  /** First byte wanted; when the answer starts elsewhere, `offset` says so. */
  rangeStart?: number;
  /** A strong ETag: the part is sent only if the file is still the same. */
  ifRange?: string;
  signal?: AbortSignal;
  /** For tests: stands in for the network, for name look-up, and for patience. */
  fetch?: typeof fetch;
  lookup?: (hostname: string) => Promise<LookupAddress[]>;
  slowest?: { bytesPerSecond: number; windowMs: number };
}

export interface OpenedResult {
  /** Fails with DownloadError when it ends early, grows too large, or crawls. Cancel it when it is not read to its end. */
  stream: ReadableStream<Uint8Array>;
  /** Bytes that this stream should bring; null when the server does not say. */
  contentLength: number | null;
  /** Where in the file the stream begins: 0, or `rangeStart` when the server resumed. */
  offset: number;
  etag: string | null;
  contentType: string | null;
  status: number;
}

/**
 * Opens a result for reading, guarded against being led elsewhere: no private or local address, not even by a
 * redirect or a name that resolves to one, and connected to the very address that was checked.
 *
 * @throws DownloadError
 */
export async function openResult(url: string, options: OpenResultOptions): Promise<OpenedResult> {
  const trusted = new Set(options.trustedOrigins.map((origin) => new URL(origin).hostname));
  const abort = new AbortController();
  const forward = () => abort.abort(options.signal?.reason);
  if (options.signal?.aborted) forward();
  options.signal?.addEventListener("abort", forward, { once: true });
  const first = URL.parse(url);
  if (options.authorization !== undefined && !trusted.has(first?.hostname ?? ""))
    throw new DownloadError("badUrl", { detail: "the key is not for it" });
  const injected = options.fetch && options.fetch !== globalThis.fetch ? options.fetch : null;
  const agent = injected ? null : guardedAgent(trusted, options.lookup ?? resolveAll);
  const close = () => {
    options.signal?.removeEventListener("abort", forward);
    abort.abort();
    void agent?.destroy();
  };
  try {
    const response = await follow(url, trusted, (target) => {
      const headers: Record<string, string> = { "accept-encoding": "identity", "user-agent": "Dailies/1.0 (self-hosted video studio)" };
      if (options.authorization !== undefined && target === first?.href) headers.authorization = options.authorization;
      if (options.rangeStart) headers.range = `bytes=${options.rangeStart}-`;
      if (options.rangeStart && options.ifRange) headers["if-range"] = options.ifRange;
      const init: RequestInit = { headers, redirect: "manual", signal: abort.signal };
      const call = injected
        ? injected(target, init)
        : (undiciFetch(target, { ...(init as object), dispatcher: agent! }) as unknown as Promise<Response>);
      return withinTime(call, HEADERS_TIMEOUT_MS, () => abort.abort());
    });
    return describe(response, options, abort.signal, close);
  } catch (error) {
    close();
    throw toDownloadError(error, options.signal);
  }
}

/** Checks a link before it is followed. @throws DownloadError */
export function checkUrl(url: string, base: string | undefined, trusted: ReadonlySet<string>): URL {
  if (!URL.canParse(url, base)) throw new DownloadError("badUrl");
  const target = new URL(url, base);
  if (target.protocol !== "https:" && target.protocol !== "http:") throw new DownloadError("badUrl", { detail: "scheme" });
  if (target.username !== "" || target.password !== "") throw new DownloadError("badUrl", { detail: "credentials" });
  if (trusted.has(target.hostname)) return target;
  // Name look-up is never asked about literal addresses, so they are refused here; no object storage uses them.
  if (isIP(target.hostname.replace(/^\[|\]$/gu, "")) !== 0) throw new DownloadError("forbiddenAddress", { detail: "literal address" });
  if (target.protocol !== "https:" || target.port !== "") throw new DownloadError("badUrl", { detail: "https on port 443 only" });
  return target;
}

async function follow(url: string, trusted: ReadonlySet<string>, get: (target: string) => Promise<Response>): Promise<Response> {
  let target = checkUrl(url, undefined, trusted);
  for (let hop = 0; ; hop++) {
    const response = await get(target.href);
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || response.status === 304 || location === null) return response;
    await response.body?.cancel();
    if (hop >= MAX_HOPS) throw new DownloadError("tooManyRedirects");
    target = checkUrl(location, target.href, trusted);
  }
}

export const resolveAll = (hostname: string): Promise<LookupAddress[]> =>
  new Promise((resolve, reject) =>
    lookupAddress(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses))),
  );

/** Connections that refuse an untrusted name if any of its addresses is not public, and use only what was checked. */
export function guardedAgent(trusted: ReadonlySet<string>, resolve: (hostname: string) => Promise<LookupAddress[]>): Agent {
  const lookup: LookupFunction = (hostname, lookupOptions, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const isAllowed = trusted.has(hostname) || (addresses.length > 0 && addresses.every(({ address }) => isPublicAddress(address)));
        if (!isAllowed) callback(new DownloadError("forbiddenAddress", { detail: "name" }), []);
        else if (lookupOptions.all) callback(null, addresses);
        else callback(null, addresses[0]!.address, addresses[0]!.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
  const connect = buildConnector({ allowH2: false, timeout: CONNECT_TIMEOUT_MS, lookup });
  return new Agent({
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (options, callback) =>
      connect(options, (...result) => {
        const [error, socket] = result;
        if (error === null && !trusted.has(options.hostname) && !isPublicAddress(socket.remoteAddress ?? "")) {
          socket.destroy();
          return callback(new DownloadError("forbiddenAddress", { detail: "connected" }), null);
        }
        callback(...result);
      }),
  });
}

function describe(response: Response, options: OpenResultOptions, signal: AbortSignal, close: () => void): OpenedResult {
  const { status, headers } = response;
  if (status !== 200 && status !== 206) throw new DownloadError("httpStatus", { status });
  const encoding = headers.get("content-encoding");
  if (encoding !== null && encoding !== "identity") throw new DownloadError("encoded");
  const asked = options.rangeStart ?? 0;
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/u.exec(headers.get("content-range") ?? "");
  if (status === 206 && (asked === 0 || !range || Number(range[1]) !== asked)) throw new DownloadError("rangeMismatch");
  const offset = status === 206 ? asked : 0;
  const contentLength =
    readLength(headers.get("content-length")) ?? (range && status === 206 ? Number(range[2]) - Number(range[1]) + 1 : null);
  const maxBytes = Math.min(options.maxBytes, ABSOLUTE_MAX_BYTES) - offset;
  if (contentLength !== null && contentLength > maxBytes) throw new DownloadError("tooLarge");
  return {
    stream: guardStream(response, { contentLength, maxBytes, slowest: options.slowest ?? SLOWEST, signal, outer: options.signal, close }),
    contentLength,
    offset,
    etag: headers.get("etag"),
    contentType: headers.get("content-type"),
    status,
  };
}

const readLength = (header: string | null): number | null => (header !== null && /^\d+$/u.test(header) ? Number(header) : null);

/** Counts what comes, and gives up on what is too much, too little or too slow. Only time spent waiting for the server counts. */
function guardStream(
  response: Response,
  guard: {
    contentLength: number | null;
    maxBytes: number;
    slowest: { bytesPerSecond: number; windowMs: number };
    signal: AbortSignal;
    outer: AbortSignal | undefined;
    close: () => void;
  },
): ReadableStream<Uint8Array> {
  const reader = (response.body ?? new Blob([]).stream()).getReader();
  const { bytesPerSecond, windowMs } = guard.slowest;
  let received = 0;
  let windowBytes = 0;
  let waitedMs = 0;
  const fail = (controller: ReadableStreamDefaultController<Uint8Array>, error: unknown) => {
    void reader.cancel().catch(() => undefined); // the first failure is the one that counts
    guard.close();
    controller.error(toDownloadError(error, guard.outer, "truncated"));
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const startedAt = performance.now();
        try {
          const { done, value } = await withinTime(reader.read(), windowMs - waitedMs, () => undefined);
          if (done) {
            if (guard.contentLength !== null && received !== guard.contentLength) throw new DownloadError("truncated");
            guard.close();
            controller.close();
            return;
          }
          received += value.byteLength;
          windowBytes += value.byteLength;
          if (received > guard.maxBytes) throw new DownloadError("tooLarge");
          if (guard.contentLength !== null && received > guard.contentLength)
            throw new DownloadError("truncated", { detail: "longer than announced" });
          waitedMs += performance.now() - startedAt;
          if (windowBytes >= (bytesPerSecond * windowMs) / 1000) {
            windowBytes = 0;
            waitedMs = 0;
          } else if (waitedMs >= windowMs) throw new DownloadError("tooSlow");
          controller.enqueue(value);
        } catch (error) {
          fail(controller, error);
        }
      },
      async cancel() {
        await reader.cancel().catch(() => undefined); // whoever cancels has no use for its failure
        guard.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** @throws DownloadError "tooSlow" when the promise takes longer. */
function withinTime<T>(promise: Promise<T>, timeoutMs: number, onTimeout: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => {
        onTimeout();
        reject(new DownloadError("tooSlow"));
      },
      Math.max(timeoutMs, 1),
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function toDownloadError(error: unknown, signal: AbortSignal | undefined, otherwise: "network" | "truncated" = "network"): DownloadError {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) if (at instanceof DownloadError) return at;
  if (signal?.aborted) return new DownloadError("aborted", { cause: error });
  return new DownloadError(otherwise, { detail: errorCode(error), cause: error });
}

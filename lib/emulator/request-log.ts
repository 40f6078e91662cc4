import { fingerprintOf } from "./auth";

export interface LoggedRequest {
  at: string;
  route: string;
  method: string;
  path: string;
  /** Fingerprint of the key, never the key; "" without one. */
  key: string;
  headerForm: "bearer" | "bare" | "none";
  userAgent: string;
  body: unknown;
  faults: string[];
  /** null: the connection was dropped. */
  status: number | null;
  answer: string;
}

const KEPT = 1_000;
const MAX_TEXT = 20_000;

/** The last requests, for inspection. Keys are kept as fingerprints only. */
export interface RequestLog {
  add(entry: LoggedRequest): void;
  list(): LoggedRequest[];
  total(): number;
  /** Create calls that arrived, refused and dropped ones included. */
  creates(): number;
  clear(): void;
}

export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  let total = 0;
  let creates = 0;
  return {
    add(entry) {
      total += 1;
      if (entry.route.endsWith(".create")) creates += 1;
      entries.push(entry);
      if (entries.length > KEPT * 2) entries = entries.slice(-KEPT);
    },
    list: () => entries.slice(-KEPT),
    total: () => total,
    creates: () => creates,
    clear() {
      entries = [];
      total = 0;
      creates = 0;
    },
  };
}

/** The parts of a request that may be kept. */
export function describeRequest(request: Request, url: URL, route: string, text: string, at: number): LoggedRequest {
  const header = request.headers.get("authorization")?.trim() ?? "";
  const bearer = /^bearer\s+(\S+)$/i.exec(header)?.[1];
  return {
    at: new Date(at).toISOString(),
    route,
    method: request.method,
    path: url.pathname + url.search,
    key: header === "" ? "" : fingerprintOf(bearer ?? header),
    headerForm: header === "" ? "none" : bearer === undefined ? "bare" : "bearer",
    userAgent: request.headers.get("user-agent") ?? "",
    body: readBody(text),
    faults: [],
    status: null,
    answer: "",
  };
}

function readBody(text: string): unknown {
  if (text === "") return null;
  if (text.length > MAX_TEXT) return `${text.slice(0, MAX_TEXT)}…`;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Kept as it came: that it is no JSON is what one wants to see.
    return text;
  }
}

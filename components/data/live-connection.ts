export type LiveKind =
  | "generation"
  | "project"
  | "member"
  | "asset"
  | "alarm"
  | "line"
  | "spend"
  | "sequence"
  | "export"
  | "vote"
  | "share"
  | "notification"
  | "queue"
  | "presence";
/** `lost`: the stream broke; `resync` ends that. */
export type LiveMessage = { kind: LiveKind; id: string; news?: unknown } | { kind: "resync" } | { kind: "lost" };

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

export interface LiveConnectionOptions {
  onMessage: (message: LiveMessage) => void;
  createSource?: (url: string) => EventSource;
}

/**
 * Listens to the team's stream until it is closed. The browser reconnects a broken stream by itself; one that was
 * answered with an error stays closed, so that is tried again here, ever more slowly. The server begins each
 * stream with `resync`: before it, anything may have happened.
 */
export function openLiveConnection(
  url: string,
  { onMessage, createSource = (address) => new EventSource(address) }: LiveConnectionOptions,
): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = FIRST_RETRY_MS;

  function connect() {
    const current = createSource(url);
    source = current;
    current.onopen = () => {
      delayMs = FIRST_RETRY_MS;
    };
    current.onmessage = (event: MessageEvent<string>) => {
      const message = readMessage(event.data);
      if (message) onMessage(message);
    };
    current.onerror = () => {
      onMessage({ kind: "lost" });
      if (current.readyState !== 2) return;
      timer = setTimeout(connect, delayMs);
      delayMs = Math.min(delayMs * 2, LAST_RETRY_MS);
    };
  }

  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

/** What one message says, or null for what a newer server may add. */
export function readMessage(data: string): LiveMessage | null {
  try {
    const value = JSON.parse(data) as { kind?: unknown; id?: unknown; news?: unknown } | null;
    if (value?.kind === "resync") return { kind: "resync" };
    if (typeof value?.id !== "string" || typeof value.kind !== "string") return null;
    return { kind: value.kind as LiveKind, id: value.id, ...("news" in value ? { news: value.news } : {}) };
  } catch {
    // Not JSON: nothing that was meant for us.
    return null;
  }
}

export type LiveKind = "generation" | "project" | "member" | "asset";

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

interface LiveConnectionOptions {
  onChange: (kind: LiveKind, id: string) => void;
  /** The stream is there again after a gap in which anything may have happened. */
  onReconnect: () => void;
  createSource?: (url: string) => EventSource;
}

/**
 * Listens to the team's stream until it is closed. The browser reconnects a broken stream by itself; one that was
 * answered with an error stays closed, so that is tried again here, ever more slowly.
 */
export function openLiveConnection(url: string, { onChange, onReconnect, createSource = (address) => new EventSource(address) }: LiveConnectionOptions): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = FIRST_RETRY_MS;
  let wasInterrupted = false;

  function connect() {
    const current = createSource(url);
    source = current;
    current.onopen = () => {
      delayMs = FIRST_RETRY_MS;
      if (wasInterrupted) onReconnect();
      wasInterrupted = false;
    };
    current.onmessage = (message: MessageEvent<string>) => {
      const change = readChange(message.data);
      if (change) onChange(change.kind, change.id);
    };
    current.onerror = () => {
      wasInterrupted = true;
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

/** What one message says, or null for a heartbeat and for what a newer server may add. */
export function readChange(data: string): { kind: LiveKind; id: string } | null {
  try {
    const value = JSON.parse(data) as { kind?: unknown; id?: unknown } | null;
    if (!value || typeof value.id !== "string" || typeof value.kind !== "string") return null;
    return { kind: value.kind as LiveKind, id: value.id };
  } catch {
    // Not JSON: nothing that was meant for us.
    return null;
  }
}

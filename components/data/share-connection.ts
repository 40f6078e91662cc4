import { openLiveConnection, type LiveMessage } from "./live-connection";

/**
 * One stream for all tabs of a browser. Over HTTP/1.1 a browser holds six connections to a server at most, and a
 * stream in each of six tabs would leave none for anything else. The tab that is looked at holds the stream, by a
 * lock that it takes over, and tells the others; a tab that sleeps in a pocket therefore keeps nobody waiting.
 * Plain HTTP on a network has no locks: there a tab listens for as long as it is looked at.
 */
export function shareConnection(url: string, onMessage: (message: LiveMessage) => void): () => void {
  return "locks" in navigator && "BroadcastChannel" in window ? shareByLock(url, onMessage) : listenWhileVisible(url, onMessage);
}

function shareByLock(url: string, onMessage: (message: LiveMessage) => void): () => void {
  const name = `dailies:${url}`;
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<LiveMessage>) => onMessage(event.data);
  const left = new AbortController();
  let isHolder = false;

  async function hold(steal: boolean) {
    if (isHolder || left.signal.aborted) return;
    let close: (() => void) | undefined;
    try {
      // A request that steals takes no signal.
      await navigator.locks.request(name, steal ? { steal } : { signal: left.signal }, () => {
        // Left before it was this tab’s turn.
        if (left.signal.aborted) return;
        isHolder = true;
        close = openLiveConnection(url, {
          onMessage: (message) => {
            channel.postMessage(message);
            onMessage(message);
          },
        });
        return new Promise<void>((resolve) => left.signal.addEventListener("abort", () => resolve(), { once: true }));
      });
    } catch {
      // Another tab took it over, or this page is being left.
    } finally {
      close?.();
      isHolder = false;
    }
    // When the tab that holds it now goes away, it is this one's turn.
    if (!left.signal.aborted) void hold(false);
  }

  const onVisible = () => document.visibilityState === "visible" && void hold(true);
  document.addEventListener("visibilitychange", onVisible);
  void hold(document.visibilityState === "visible");
  return () => {
    document.removeEventListener("visibilitychange", onVisible);
    left.abort();
    channel.close();
  };
}

function listenWhileVisible(url: string, onMessage: (message: LiveMessage) => void): () => void {
  let close: (() => void) | undefined;
  const update = () => {
    if (document.visibilityState === "visible") close ??= openLiveConnection(url, { onMessage });
    else {
      close?.();
      close = undefined;
    }
  };
  document.addEventListener("visibilitychange", update);
  update();
  return () => {
    document.removeEventListener("visibilitychange", update);
    close?.();
  };
}

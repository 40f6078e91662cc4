import { singleton } from "@/lib/platform/singleton";

interface Shutdown {
  isStopping: boolean;
  open: Set<AbortController>;
}

// The server waits for every answer that is on its way before it ends, and a stream of events never ends by itself.
const shutdown = singleton<Shutdown>("event-streams-shutdown", () => {
  const state: Shutdown = { isStopping: false, open: new Set() };
  const stop = (): void => {
    state.isStopping = true;
    for (const stream of state.open) stream.abort();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  return state;
});

export interface StreamLife {
  /** Aborted when the reader leaves, or when this process is told to end: the browser then opens another stream. */
  signal: AbortSignal;
  /** Told to end already: what is opened now ends at once, on a connection that is not used again. */
  isStopping: boolean;
  end: () => void;
}

/** Follows one stream from its request to its end. One controller each: joining signals per request was seen to leak. */
export function beginStream(request: AbortSignal): StreamLife {
  const state = shutdown.get();
  const own = new AbortController();
  const leave = (): void => own.abort();
  if (request.aborted || state.isStopping) own.abort();
  request.addEventListener("abort", leave, { once: true });
  state.open.add(own);
  return {
    signal: own.signal,
    isStopping: state.isStopping,
    end: () => {
      state.open.delete(own);
      request.removeEventListener("abort", leave);
    },
  };
}

"use client";

import { useCallback, useSyncExternalStore } from "react";

/** One clock for all cards: it ticks only while somebody looks at it. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const tell of listeners) tell();
    }, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

const never = (): (() => void) => () => undefined;
const readNow = (): number | null => (listeners.size === 0 ? Date.now() : now);

/** Milliseconds since 1970, renewed each second while `ticks`; null on the server, whose clock is not the reader's. */
export function useNow(ticks: boolean): number | null {
  const read = useCallback(() => (ticks ? Math.floor((readNow() ?? 0) / 1000) * 1000 : null), [ticks]);
  return useSyncExternalStore(ticks ? subscribe : never, read, () => null);
}

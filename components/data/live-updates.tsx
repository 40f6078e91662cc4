"use client";

import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { paths } from "@/lib/shared/paths";
import type { LiveKind, LiveMessage } from "./live-connection";
import { shareConnection } from "./share-connection";

type ChangeHandler = (id: string) => void;

class LiveHub {
  readonly handlers = new Map<LiveKind, Set<ChangeHandler>>();
  readonly reconnects = new Set<() => void>();
  #isFirst = true;

  on(kind: LiveKind, handler: ChangeHandler): () => void {
    const set = this.handlers.get(kind) ?? new Set();
    this.handlers.set(kind, set.add(handler));
    return () => void set.delete(handler);
  }

  receive = (message: LiveMessage): void => {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (message.kind !== "resync") this.handlers.get(message.kind)?.forEach((handler) => handler(message.id));
    // What came with the page is seconds old when the first stream opens; a later one ends a gap.
    else if (!isFirst) this.reconnects.forEach((handler) => handler());
  };
}

const LiveContext = createContext<LiveHub | null>(null);

/** Holds the one event stream of the team; everybody inside hears what changed by `useLiveUpdates`. */
export function LiveUpdates({ team, children }: { team: string; children: ReactNode }) {
  const [hub] = useState(() => new LiveHub());
  useEffect(() => shareConnection(paths.api.events(team), hub.receive), [hub, team]);
  return <LiveContext value={hub}>{children}</LiveContext>;
}

/** Calls the handler with the id of each row of this kind that changed anywhere in the team. */
export function useLiveUpdates(kind: LiveKind, handler: ChangeHandler): void {
  const hub = useContext(LiveContext);
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => hub?.on(kind, (id) => latest.current(id)), [hub, kind]);
}

/** Calls the handler when the stream is back after a gap: look at everything again. */
export function useLiveReconnect(handler: () => void): void {
  const hub = useContext(LiveContext);
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!hub) return;
    const call = () => latest.current();
    hub.reconnects.add(call);
    return () => void hub.reconnects.delete(call);
  }, [hub]);
}

"use client";

import { createContext, useContext, useEffect, useEffectEvent, useState, useSyncExternalStore, type ReactNode } from "react";
import { paths } from "@/lib/shared/paths";
import type { LiveKind, LiveMessage } from "./live-connection";
import { shareConnection } from "./share-connection";

/** `news`: what it is now, where the server said so; else it is to be asked for. */
type ChangeHandler = (id: string, news?: unknown) => void;

class LiveHub {
  readonly handlers = new Map<LiveKind, Set<ChangeHandler>>();
  readonly reconnects = new Set<() => void>();
  readonly losses = new Set<() => void>();
  isLost = false;
  #isFirst = true;

  on(kind: LiveKind, handler: ChangeHandler): () => void {
    const set = this.handlers.get(kind) ?? new Set();
    this.handlers.set(kind, set.add(handler));
    return () => void set.delete(handler);
  }

  onReconnect(handler: () => void): () => void {
    this.reconnects.add(handler);
    return () => void this.reconnects.delete(handler);
  }

  onLoss = (listener: () => void): (() => void) => {
    this.losses.add(listener);
    return () => void this.losses.delete(listener);
  };

  #setLost(isLost: boolean): void {
    if (this.isLost === isLost) return;
    this.isLost = isLost;
    this.losses.forEach((listener) => listener());
  }

  receive = (message: LiveMessage): void => {
    this.#setLost(message.kind === "lost");
    if (message.kind === "lost") return;
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (message.kind !== "resync") this.handlers.get(message.kind)?.forEach((handler) => handler(message.id, message.news));
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

/** Calls the handler with the id, and the news if they came along, of each row of this kind that changed anywhere in the team. */
export function useLiveUpdates(kind: LiveKind, handler: ChangeHandler): void {
  const hub = useContext(LiveContext);
  const onChange = useEffectEvent(handler);
  useEffect(() => hub?.on(kind, (id, news) => onChange(id, news)), [hub, kind]);
}

/** Calls the handler when the stream is back after a gap: look at everything again. */
export function useLiveReconnect(handler: () => void): void {
  const hub = useContext(LiveContext);
  const onReconnect = useEffectEvent(handler);
  useEffect(() => hub?.onReconnect(() => onReconnect()), [hub]);
}

function onNetwork(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

const never = () => () => undefined;

/** Whether what is on the page may be old: no network, or no stream from the studio. */
export function useIsLost(): boolean {
  const hub = useContext(LiveContext);
  const isLost = useSyncExternalStore(
    hub?.onLoss ?? never,
    () => hub?.isLost ?? false,
    () => false,
  );
  const isOffline = useSyncExternalStore(
    onNetwork,
    () => !navigator.onLine,
    () => false,
  );
  return isLost || isOffline;
}

export interface ToastInput {
  title: string;
  tone?: "neutral" | "ready" | "failed";
  /** `leads`: it leads to something, and takes nothing back. */
  action?: { label: string; onClick: () => void; leads?: true };
  /** 5 s by default, 8 s when there is something to undo. */
  durationMs?: number;
}

export interface ToastEntry extends ToastInput {
  id: number;
  durationMs: number;
}

const MOST_AT_ONCE = 3;

let entries: readonly ToastEntry[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly ToastEntry[]) {
  entries = next;
  for (const listener of listeners) listener();
}

export const toastsNow = (): readonly ToastEntry[] => entries;

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Places that can show toasts, the one on top last: what lies behind an open viewer cannot be pressed. */
let hosts: readonly symbol[] = [];

/** @returns what ends it */
export function openToastHost(host: symbol): () => void {
  hosts = [...hosts, host];
  set(entries);
  return () => {
    hosts = hosts.filter((other) => other !== host);
    set(entries);
  };
}

export const isTopHost = (host: symbol): boolean => hosts.at(-1) === host;

export const dismissToast = (id: number): void => set(entries.filter((entry) => entry.id !== id));

/** Presses the way back of the newest toast that has one. @returns whether there was one */
export function undoLast(): boolean {
  const entry = entries.findLast(({ action }) => action && !action.leads);
  if (!entry) return false;
  entry.action?.onClick();
  dismissToast(entry.id);
  return true;
}

/** A short word about something that was done, with a way back if there is one. An error belongs where it arose, not here. */
export function toast(input: ToastInput): number {
  const id = nextId++;
  set([...entries, { durationMs: input.action ? 8000 : 5000, ...input, id }].slice(-MOST_AT_ONCE));
  return id;
}

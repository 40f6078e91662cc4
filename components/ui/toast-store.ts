export interface ToastInput {
  title: string;
  tone?: "neutral" | "ready" | "failed";
  action?: { label: string; onClick: () => void };
  /** 5 s by default, 8 s when there is something to undo. */
  durationMs?: number;
}

export interface ToastEntry {
  id: number;
  title: string;
  tone: "neutral" | "ready" | "failed";
  action: ToastInput["action"];
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
  const entry = entries.findLast(({ action }) => action);
  if (!entry) return false;
  entry.action?.onClick();
  dismissToast(entry.id);
  return true;
}

/** A short word about something that was done, with a way back if there is one. An error belongs where it arose, not here. */
export function toast({ title, tone = "neutral", action, durationMs = action ? 8000 : 5000 }: ToastInput): number {
  const id = nextId++;
  set([...entries, { id, title, tone, action, durationMs }].slice(-MOST_AT_ONCE));
  return id;
}

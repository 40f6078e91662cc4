import { useSyncExternalStore } from "react";

const KEY = "dailies.plain-prompt";
const listeners = new Set<() => void>();
let plain: boolean | null = null;

function isPlain(): boolean {
  try {
    return (plain ??= localStorage.getItem(KEY) === "1");
  } catch {
    return (plain ??= false);
  }
}

/** Whether this browser writes prompts as text alone: `@` is then a letter and a reference is called by its number. */
export function usePlainPrompt(): [plain: boolean, set: (plain: boolean) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isPlain,
    () => false,
  );
  return [value, setPlain];
}

function setPlain(next: boolean): void {
  plain = next;
  try {
    localStorage.setItem(KEY, next ? "1" : "0");
  } catch {
    // Then it holds until the page is left.
  }
  for (const listener of listeners) listener();
}

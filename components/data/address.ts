const listeners = new Set<() => void>();
/** Says that the address was written. */
export const tellAddress = (): void => listeners.forEach((listener) => listener());

/** A part of the address as a store. */
export const readingAddress = <T>(read: (search: URLSearchParams) => T) => ({
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    addEventListener("popstate", listener);
    return () => {
      listeners.delete(listener);
      removeEventListener("popstate", listener);
    };
  },
  read: (): T => read(new URLSearchParams(location.search)),
});

/** Letters that follow each other are one step of the history. */
interface TypingState {
  isTyping?: boolean;
}

/**
 * Writes these parts of the address anew, those of `names` that `text` does not have go. The history is written directly: the page stays, and what reads the
 * address alone is asked for.
 */
export function writeAddress(names: readonly string[], text: string, { isTyping = false, isTop = true } = {}): void {
  const url = new URL(location.href);
  for (const name of names) url.searchParams.delete(name);
  for (const [name, value] of new URLSearchParams(text)) url.searchParams.set(name, value);
  if (url.search === location.search) return;
  const state: TypingState = { isTyping };
  const goesOn = isTyping && (history.state as TypingState | null)?.isTyping;
  if (goesOn) history.replaceState(state, "", url.pathname + url.search);
  else history.pushState(state, "", url.pathname + url.search);
  if (isTop) scrollTo({ top: 0, behavior: "instant" });
  tellAddress();
}

import { useRef } from "react";
import { newKey } from "./new-key";

/**
 * The key of a press that may have to be pressed again: the same for the same matter until its answer came, so that a press whose answer
 * was lost and the one after it are one.
 */
export function useKey() {
  const sent = useRef<{ what: string; key: string } | null>(null);
  return {
    keyOf: (what: string): string => {
      if (sent.current?.what !== what) sent.current = { what, key: newKey() };
      return sent.current.key;
    },
    /** It was answered: the next press is another. */
    forget: (): void => void (sent.current = null),
  };
}

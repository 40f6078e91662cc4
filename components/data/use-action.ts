"use client";

import { startTransition, useState } from "react";
import type { ActionResult } from "@/lib/shared/result";
import { noteRejection } from "./outdated";
import { useErrorWords } from "./use-error-words";

/** Calls a server action from a button: whether it is going on, and the sentence when it was refused. */
export function useAction() {
  const words = useErrorWords();
  const [error, setError] = useState<string>();
  // Not a transition's own word: that one waits for every other that is under way, and a button that answered would stay busy with them.
  const [pending, setPending] = useState(false);
  function run<T>(call: () => Promise<ActionResult<T>>, onDone?: (data: T) => void) {
    setError(undefined);
    setPending(true);
    startTransition(async () => {
      try {
        const result = await call();
        if (result.ok) onDone?.(result.data);
        else setError(words.form(result.error));
      } catch (error) {
        noteRejection(error);
        // The request did not arrive or its answer did not: nothing is known but that.
        setError(words.offline());
      } finally {
        setPending(false);
      }
    });
  }
  return { run, pending, error };
}

"use client";

import { useState } from "react";
import type { ActionResult } from "@/lib/shared/result";
import { ProofDialog, type Provable } from "./proof-dialog";

/** Calls an action that only somebody may call who showed who they are. */
export type Proven = ReturnType<typeof useProof>["proven"];

/**
 * What opens the account is changed only by who showed lately who they are. `proven` calls an action, and where that is missing asks
 * for it in `dialog` and calls once more; whoever does not answer gets the refusal.
 */
export function useProof(person: Provable) {
  const [answer, setAnswer] = useState<(isProven: boolean) => void>();
  async function proven<T>(call: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
    const result = await call();
    if (result.ok || result.error.code !== "proof-needed") return result;
    const isProven = await new Promise<boolean>((resolve) => setAnswer(() => resolve));
    setAnswer(undefined);
    return isProven ? call() : result;
  }
  return { proven, dialog: <ProofDialog open={answer !== undefined} {...person} onAnswer={(isProven) => answer?.(isProven)} /> };
}

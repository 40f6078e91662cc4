"use client";

import { useCallback, useEffect, useRef } from "react";
import { useAtFirstTouch } from "@/components/ui/use-at-first-touch";
import type { CardView } from "@/lib/generations/view";

interface Signals {
  /** All clips of the press that a clip came from, itself among them. */
  batchOf: (view: CardView) => readonly CardView[];
  say: (batch: readonly CardView[]) => string;
}

const load = () => import("./tell-elsewhere");

/** What to call with a clip that became ready or failed, so that somebody who looks elsewhere hears of it. */
export function useSignals({ batchOf, say }: Signals): (view: CardView) => Promise<void> {
  useAtFirstTouch(load);
  const told = useRef<Awaited<ReturnType<typeof load>>>(null);
  useEffect(() => () => told.current?.clearCount(), []);
  return useCallback(
    async (view) => {
      if (!document.hidden) return;
      // Without the line nobody can be told.
      told.current ??= await load().catch(() => null);
      const batch = batchOf(view);
      told.current?.tellElsewhere(view, batch, say(batch));
    },
    [batchOf, say],
  );
}

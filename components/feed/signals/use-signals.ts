"use client";

import { useCallback, useEffect, useRef } from "react";
import { isFinal } from "@/lib/generations/lifecycle";
import type { CardView } from "@/lib/generations/view";
import { showCount } from "./tab-count";
import { chime } from "./chime";
import { wantsNotices } from "./notice-question";

interface Signals {
  /** All clips of the press that a clip came from, itself among them. */
  batchOf: (view: CardView) => readonly CardView[];
  say: (batch: readonly CardView[]) => string;
}

/**
 * Tells a person who looks elsewhere what became ready: a number in the tab's title and icon, and, where they were asked
 * for, a notice of the system and two notes, once for all clips of one press.
 */
export function useSignals({ batchOf, say }: Signals): (view: CardView) => void {
  const count = useRef(0);
  useEffect(() => {
    const clear = (): void => showCount((count.current = 0));
    const onVisibility = (): void => {
      if (!document.hidden && count.current > 0) clear();
    };
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      clear();
    };
  }, []);
  return useCallback(
    (view) => {
      if (!document.hidden) return;
      showCount((count.current += 1));
      const batch = batchOf(view);
      if (!wantsNotices() || batch.some(({ status }) => !isFinal(status))) return;
      // The tag makes it one notice, also when several tabs are open.
      new Notification(say(batch), { tag: batch[0]?.id ?? view.id, icon: "/icon.svg" });
      chime();
    },
    [batchOf, say],
  );
}

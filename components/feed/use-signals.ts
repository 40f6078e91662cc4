"use client";

import { useCallback, useEffect, useRef } from "react";
import type { CardView } from "@/lib/generations/view";
import { wantsNotices } from "./notice-question";

/** Tells a person who looks elsewhere what became ready: a number in the tab's title, and a notice of the system where one was asked for. */
export function useSignals(sayReady: (view: CardView) => string): (view: CardView) => void {
  const count = useRef(0);
  useEffect(() => {
    const show = (): void => {
      if (document.hidden || count.current === 0) return;
      count.current = 0;
      document.title = withoutCount(document.title);
    };
    document.addEventListener("visibilitychange", show);
    return () => {
      document.removeEventListener("visibilitychange", show);
      document.title = withoutCount(document.title);
    };
  }, []);
  return useCallback(
    (view) => {
      if (!document.hidden) return;
      count.current += 1;
      document.title = `(${count.current}) ${withoutCount(document.title)}`;
      // One for each clip, also when several tabs are open.
      if (wantsNotices()) new Notification(sayReady(view), { tag: view.id, icon: "/icon.svg" });
    },
    [sayReady],
  );
}

const withoutCount = (title: string): string => title.replace(/^\(\d+\) /, "");

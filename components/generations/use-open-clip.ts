"use client";

import { useMemo } from "react";

const CLIP = "clip";

const withClip = (id: string | null): string => {
  const url = new URL(location.href);
  if (id === null) url.searchParams.delete(CLIP);
  else url.searchParams.set(CLIP, id);
  return url.pathname + url.search;
};

/**
 * The open clip is in the address, so that it can be linked, reloaded and left by the back button. The history is
 * written directly: the page behind stays as it is, and no server is asked.
 */
export function useOpenClip() {
  return useMemo(() => {
    let wasOpenedHere = false;
    return {
      open: ({ id }: { id: string }): void => {
        wasOpenedHere = true;
        history.pushState(null, "", withClip(id));
      },
      /** Another clip in the same viewer: leaving it leads back to the page, not through all of them. */
      show: ({ id }: { id: string }): void => history.replaceState(null, "", withClip(id)),
      close: (): void => {
        if (wasOpenedHere) history.back();
        else history.replaceState(null, "", withClip(null));
        wasOpenedHere = false;
      },
    };
  }, []);
}

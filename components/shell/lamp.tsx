"use client";

import { notifyManager, useQueryClient, type InfiniteData, type QueryCache, type QueryCacheNotifyEvent } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { isFinal } from "@/lib/generations/lifecycle";
import type { GenerationPage } from "@/lib/generations/view";
import { cn } from "@/lib/shared/cn";

/** How many of this person's generations are under way, as far as the open lists know. */
function countRunning(cache: QueryCache, team: string, userId: string): number {
  const ids = new Set<string>();
  for (const query of cache.findAll({ queryKey: ["generations", team] })) {
    const data = query.state.data as InfiniteData<GenerationPage> | undefined;
    for (const page of data?.pages ?? []) {
      for (const item of page.items) {
        // An uncertain one waits for a person and not for us.
        if (item.author.id === userId && item.status !== "uncertain" && !isFinal(item.status)) ids.add(item.id);
      }
    }
  }
  return ids.size;
}

/** The count as React can follow it: it is taken anew when a list changes, and only then. */
function createCountStore(cache: QueryCache, team: string, userId: string) {
  let count = countRunning(cache, team, userId);
  return {
    subscribe: (notify: () => void) =>
      cache.subscribe(
        // Later, because a list may enter the cache while its own component renders.
        notifyManager.batchCalls(({ query }: QueryCacheNotifyEvent) => {
          if (query.queryKey[0] !== "generations") return;
          const now = countRunning(cache, team, userId);
          if (now === count) return;
          count = now;
          notify();
        }),
      ),
    read: () => count,
  };
}

export function useRunningCount(team: string, userId: string): number {
  const cache = useQueryClient().getQueryCache();
  const store = useMemo(() => createCountStore(cache, team, userId), [cache, team, userId]);
  return useSyncExternalStore(store.subscribe, store.read, store.read);
}

/** The lamp: a thin line of light under the header for as long as anything of yours is being made. */
export function Lamp({ team, userId }: { team: string; userId: string }) {
  const t = useTranslations("shell");
  const running = useRunningCount(team, userId);
  return (
    <>
      <span
        data-slot="lamp"
        data-lit={running > 0 || undefined}
        aria-hidden="true"
        className={cn("absolute inset-x-0 -bottom-px h-0.5 bg-tungsten transition-opacity duration-240", running === 0 && "opacity-0")}
      />
      <VisuallyHidden role="status">{running > 0 ? t("lamp", { count: running }) : ""}</VisuallyHidden>
    </>
  );
}

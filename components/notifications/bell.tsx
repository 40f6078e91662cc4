"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense } from "react";
import { useTranslations } from "use-intl";
import { useLiveReconnect, useLiveUpdates } from "@/components/data/live-updates";
import { BellRing } from "@/components/ui/icons";
import { late } from "@/components/ui/late";
import { useWanted } from "@/components/ui/menu";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { notificationsKey, unreadQuery } from "./query-options";

const NotificationList = late(async () => (await import("./notification-list")).default);

/** What one was told since one looked: a number on every page, and the list when somebody reaches for it. */
export function Bell({ team, userId, initial }: { team: string; userId: string; initial: number }) {
  const t = useTranslations("shell.bell");
  const { data: unread } = useQuery(unreadQuery(team, initial));
  const [isWanted, wanting] = useWanted(NotificationList.fetch);
  const queryClient = useQueryClient();
  const ask = () => void queryClient.invalidateQueries({ queryKey: notificationsKey(team) });
  useLiveUpdates("notification", (id) => id === userId && ask());
  useLiveReconnect(ask);
  return (
    <Popover>
      <PopoverTrigger
        {...wanting}
        aria-label={t("label", { count: unread })}
        className="relative flex size-9 items-center justify-center rounded-full text-quiet transition-colors hover:bg-raised hover:text-text pointer-coarse:size-11"
      >
        <BellRing aria-hidden="true" className="icon" />
        {unread > 0 && (
          <span
            aria-hidden="true"
            className="absolute top-0 right-0 min-w-4 rounded-full bg-tungsten px-1 text-center text-[0.6875rem]/4 font-semibold text-on-tungsten tabular pointer-coarse:top-1 pointer-coarse:right-1"
          >
            {unread > 99 ? "99+" : unread}
          </span>
        )}
      </PopoverTrigger>
      <VisuallyHidden role="status">{unread > 0 ? t("label", { count: unread }) : ""}</VisuallyHidden>
      <PopoverContent aria-label={t("title")} placement={{ align: "end" }} className="w-96 max-w-[calc(100vw-1rem)] p-0">
        <Suspense fallback={<div className="h-24" />}>{isWanted && <NotificationList team={team} />}</Suspense>
      </PopoverContent>
    </Popover>
  );
}
